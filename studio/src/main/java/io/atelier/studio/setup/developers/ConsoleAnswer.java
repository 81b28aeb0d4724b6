package io.atelier.studio.setup.developers;

import java.time.Duration;
import java.util.List;

/**
 * What came back.
 *
 * @param headers in the order of their names
 * @param body as text, JSON in lines; empty if there is none or it is no text
 * @param bytes how long the body is, as it came
 * @param cut whether only the beginning is here
 */
record ConsoleAnswer(int status, Duration took, List<Header> headers, String body, long bytes, boolean cut) {
    /** A line of the answer's head. */
    record Header(String name, String value) {}

    boolean isGood() {
        return status < 400;
    }
}

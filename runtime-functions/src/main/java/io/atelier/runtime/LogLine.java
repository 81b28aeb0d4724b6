package io.atelier.runtime;

/**
 * Is one call of {@code console} or {@code crm.log}.
 *
 * @param line line of the call in its file from 1, or 0 if unknown
 */
public record LogLine(Level level, String text, int line) {

    /** Orders output by importance; {@code console.log} is {@link #INFO}. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}

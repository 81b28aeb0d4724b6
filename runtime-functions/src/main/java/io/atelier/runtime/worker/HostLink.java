package io.atelier.runtime.worker;

import io.atelier.runtime.LogLine;
import io.atelier.runtime.wire.Message;
import java.io.IOException;

/** Connects a run with the calling process. */
interface HostLink {
    /** Returns an {@link Message.Answer} or a {@link Message.Refusal}. */
    Message call(String operation, String argumentsJson) throws IOException;

    void log(LogLine line) throws IOException;
}

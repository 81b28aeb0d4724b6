package io.atelier.runtime.wire;

import io.atelier.runtime.Limit;
import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.runtime.SyntaxReport;
import io.atelier.runtime.Usage;
import java.util.Map;

/** Is one frame of the channel. */
public sealed interface Message {

    /** Pool to worker: run a module. */
    record Run(String fileName, String source, Map<String, String> libraries, String argsJson, Limits limits)
            implements Message {}

    /** Pool to worker: parse a module. */
    record Check(String fileName, String source) implements Message {}

    /** Pool to worker: a host call succeeded. */
    record Answer(String json) implements Message {}

    /** Pool to worker: a host call was refused. */
    record Refusal(String code, String text) implements Message {}

    /** Worker to pool: ready for the first call. */
    record Ready() implements Message {}

    /** Worker to pool: make a host call and send its answer. */
    record HostCall(String operation, String argumentsJson) implements Message {}

    /** Worker to pool: console output. */
    record Log(LogLine line) implements Message {}

    /** Worker to pool: the run ended with a result. */
    record Completed(String resultJson, Usage usage) implements Message {}

    /** Worker to pool: the run ended with an error; {@code spoiled} asks for a new worker. */
    record Failed(ScriptError error, Usage usage, boolean spoiled) implements Message {}

    /** Worker to pool: the run was stopped inside the worker. */
    record Stopped(Limit limit, Usage usage) implements Message {}

    /** Worker to pool: the module was parsed. */
    record Checked(SyntaxReport report) implements Message {}
}

package io.atelier.runtime;

/** Runs functions written in JavaScript. Implementations are safe for use by many threads. */
public interface FunctionRuntime extends AutoCloseable {

    /**
     * Runs one function and waits for its end.
     *
     * <p>The module in {@code call.source()} exports its entry as {@code default} or as {@code main}; it is called with
     * the parsed arguments and the {@code crm} object, may be async, and its result is returned as JSON text.
     *
     * <p>Host calls are made on the calling thread, one after the other, while this method runs. Their time does not
     * count against the limits and the runtime cannot interrupt them: {@code host} must bound its own work. A host call
     * may call {@code invoke} again on the same thread (a function that calls a function); such nested calls use a
     * separate reserve of workers and are refused rather than kept waiting without end. The caller must not hold a
     * database lock or connection while it waits here.
     *
     * @return the outcome; this method throws nothing for anything a script or a worker does
     */
    FunctionResult invoke(FunctionCall call, HostCalls host);

    /** Parses a module without running any of it or looking at its imports. */
    SyntaxReport check(String fileName, String source);

    /** Ends every worker. Calls that are under way end as {@link FunctionResult.LimitExceeded} with a lost worker. */
    @Override
    void close();
}

package io.atelier.runtime;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names everything that one run of a function needs.
 *
 * @param tenant whose call this is; decides the fair share of the pool and is never sent to the worker
 * @param fileName name of the module as it appears in error positions, such as {@code lead-score.mjs}
 * @param source text of the module
 * @param libraries modules that the source may import, text by path: {@code lib/dates.mjs} is imported as
 *     {@code /lib/dates.mjs}, {@code ./lib/dates.mjs} or {@code lib/dates.mjs}
 * @param argsJson first argument of the entry function, as JSON text
 */
public record FunctionCall(
        String tenant, String fileName, String source, Map<String, String> libraries, String argsJson, Limits limits) {

    /** Upper bound for the source and, separately, for all libraries together, in characters. */
    public static final int MAX_SOURCE_CHARS = 1_000_000;

    private static final Pattern FILE_NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final int MAX_NAME_CHARS = 200;

    /** Rejects names that could not be a plain relative path and sources above {@link #MAX_SOURCE_CHARS}. */
    public FunctionCall {
        requireFile(fileName);
        requireSize(source.length());
        libraries = Map.copyOf(libraries);
        libraries.keySet().forEach(FunctionCall::requireFile);
        requireSize(libraries.values().stream().mapToLong(String::length).sum());
    }

    static void requireFile(String name) {
        if (name.length() > MAX_NAME_CHARS || !FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A file name must be a short relative path of letters, digits and . _ -");
        }
    }

    static void requireSize(long chars) {
        if (chars > MAX_SOURCE_CHARS) {
            throw new IllegalArgumentException("Source text must not exceed " + MAX_SOURCE_CHARS + " characters");
        }
    }
}

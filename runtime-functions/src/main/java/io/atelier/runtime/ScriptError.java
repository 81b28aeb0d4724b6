package io.atelier.runtime;

import java.util.List;

/**
 * Describes an error for the developer of the script. All texts come from the script and are hostile.
 *
 * @param name such as {@code TypeError}
 * @param line line in the function's own file from 1, or 0 if unknown
 * @param column column in that line from 1, or 0 if unknown
 * @param stack innermost frame first, frames of the script and its libraries only
 */
public record ScriptError(String name, String message, int line, int column, List<Frame> stack) {

    public ScriptError {
        stack = List.copyOf(stack);
    }

    /**
     * Is one call on the stack.
     *
     * @param function name of the function, empty if it has none
     * @param file file name of the function or path of the library
     */
    public record Frame(String function, String file, int line, int column) {}
}

package io.atelier.runtime;

/**
 * Answers what a script asks of the platform.
 *
 * <p>One object serves one run and is bound to the user, the tenant and the rights of that run: the worker cannot change
 * them. Operations are named {@code records.get}, {@code records.list}, {@code records.search}, {@code records.create},
 * {@code records.update}, {@code records.delete} and {@code functions.call}; other names must be refused. The arguments
 * are hostile input.
 */
@FunctionalInterface
public interface HostCalls {

    /**
     * Performs one operation on the thread that called {@link FunctionRuntime#invoke}.
     *
     * @param argumentsJson a JSON array of the arguments in their order, {@code null} for those left out
     * @return the answer as JSON text
     * @throws HostCallException to refuse with a code and a text that the script may read; any other exception reaches
     *     the script as code {@code INTERNAL} with an incident number only
     */
    String call(String operation, String argumentsJson) throws HostCallException;
}

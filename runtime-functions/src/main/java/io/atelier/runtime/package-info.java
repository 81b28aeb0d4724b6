/**
 * Runs tenants' JavaScript in worker processes.
 *
 * <p>The caller hands over source text and JSON text and gets JSON text back; nothing else crosses the border. Scripts
 * run in child JVMs that hold no credential, no class of the application and no network client; everything a script may
 * do to the outside goes through {@link io.atelier.runtime.HostCalls}, which runs in the calling process under the
 * rights of the caller. Limits are enforced twice: inside the worker, with a good message, and by killing the worker.
 */
@NullMarked
package io.atelier.runtime;

import org.jspecify.annotations.NullMarked;

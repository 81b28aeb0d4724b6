/** Holds the program of the worker process. Not for use outside this module; nothing here runs in the application. */
@NullMarked
package io.atelier.runtime.worker;

import org.jspecify.annotations.NullMarked;

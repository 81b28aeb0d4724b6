/** The rows of functions and runs, the workers, and what a script may ask of the platform. */
@NullMarked
package io.atelier.platform.function.internal;

import org.jspecify.annotations.NullMarked;

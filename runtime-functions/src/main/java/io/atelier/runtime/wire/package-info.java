/** Carries messages between the pool and its workers. Not for use outside this module. */
@NullMarked
package io.atelier.runtime.wire;

import org.jspecify.annotations.NullMarked;

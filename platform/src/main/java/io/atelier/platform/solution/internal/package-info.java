/** The way from a solution's documents to definitions. */
@NullMarked
package io.atelier.platform.solution.internal;

import org.jspecify.annotations.NullMarked;

/** Leads made of a seed, with the skew of real ones, and their way into a table. */
@NullMarked
package io.atelier.bench.data;

import org.jspecify.annotations.NullMarked;

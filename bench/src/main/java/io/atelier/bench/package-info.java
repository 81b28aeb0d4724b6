/**
 * The performance contract: measures the platform beside a floor of plain JDBC, in turns, and says which goals hold. No part
 * of the product. Entry type: {@link io.atelier.bench.Bench}.
 */
@NullMarked
package io.atelier.bench;

import org.jspecify.annotations.NullMarked;

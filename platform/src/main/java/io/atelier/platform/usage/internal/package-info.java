/** Counters and leases of this node, and the rows that all nodes share. */
@NullMarked
package io.atelier.platform.usage.internal;

import org.jspecify.annotations.NullMarked;

/** The floor: the same work by plain JDBC behind a thin HTTP server, without rights, rules and metadata. */
@NullMarked
package io.atelier.bench.floor;

import org.jspecify.annotations.NullMarked;

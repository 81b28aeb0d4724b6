/** Persistence of definitions, planning and execution of schema changes, the snapshot cache. */
@NullMarked
package io.atelier.platform.metadata.internal;

import org.jspecify.annotations.NullMarked;

/** Locks and unlocks records by hand, from their page. */
@NullMarked
package io.atelier.studio.workspace.lock;

import org.jspecify.annotations.NullMarked;

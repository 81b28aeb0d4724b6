/** Locks of records, and what locks them by itself. Entry type: {@code LockController}. */
@NullMarked
package io.atelier.platform.api.lock;

import org.jspecify.annotations.NullMarked;

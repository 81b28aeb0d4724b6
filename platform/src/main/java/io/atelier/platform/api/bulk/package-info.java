/** Jobs that take many records out and write many. Entry types: {@code BulkReadController}, {@code BulkWriteController}. */
@NullMarked
package io.atelier.platform.api.bulk;

import org.jspecify.annotations.NullMarked;

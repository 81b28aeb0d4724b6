/**
 * Reading and writing records: the one write pipeline and the one query compiler, history, recycle bin. Features join the
 * pipeline through {@code record.spi} and are never called by name. Entry types: {@link
 * io.atelier.platform.record.RecordService}, {@link io.atelier.platform.record.RecordQuery}, {@link
 * io.atelier.platform.record.TimelineService}.
 */
@NullMarked
package io.atelier.platform.record;

import org.jspecify.annotations.NullMarked;

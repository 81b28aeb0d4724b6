/**
 * Brings records in from CSV files: looks at a file, proposes what its columns are, writes it by a durable job that survives
 * a crash, and keeps what was refused. Knows no table of a module: every row goes through the write pipeline. Takes records out again as CSV, page by page, as whoever asks may
 * see them. Entry types: {@link io.atelier.platform.transfer.ImportService}, {@link
 * io.atelier.platform.transfer.ExportService}.
 */
@NullMarked
package io.atelier.platform.transfer;

import org.jspecify.annotations.NullMarked;

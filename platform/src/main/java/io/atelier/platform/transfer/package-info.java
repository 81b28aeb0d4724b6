/**
 * Brings records in from CSV files: looks at a file, proposes what its columns are, writes it by a durable job that survives
 * a crash, and keeps what was refused. Knows no table of a module: every row goes through the write pipeline. Entry type:
 * {@link io.atelier.platform.transfer.ImportService}.
 */
@NullMarked
package io.atelier.platform.transfer;

import org.jspecify.annotations.NullMarked;

/**
 * Reading of hostile CSV, guesses about formats, the import job and its tables.
 */
@NullMarked
package io.atelier.platform.transfer.internal;

import org.jspecify.annotations.NullMarked;

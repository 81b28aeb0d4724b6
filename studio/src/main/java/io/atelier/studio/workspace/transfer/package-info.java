/**
 * Bringing a file's rows into a module: file, columns, look, run. Entry types: {@code ImportView}, {@code ImportRunView}.
 */
@NullMarked
package io.atelier.studio.workspace.transfer;

import org.jspecify.annotations.NullMarked;

/**
 * Functions: write, check, try, publish, and read the log of their runs. Entry types: {@code FunctionsView} and {@code
 * FunctionEditorView}.
 */
@NullMarked
package io.atelier.studio.setup.functions;

import org.jspecify.annotations.NullMarked;

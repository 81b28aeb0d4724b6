/** Uploading and placing widgets. */
@NullMarked
package io.atelier.studio.setup.widgets;

import org.jspecify.annotations.NullMarked;

/** Unpacking, persistence and serving of widgets. */
@NullMarked
package io.atelier.platform.widget.internal;

import org.jspecify.annotations.NullMarked;

/** Reusable parts of views. They know neither services nor routes: input by setters, output by events. */
@NullMarked
package io.atelier.studio.component;

import org.jspecify.annotations.NullMarked;

/** Invents demo rows for the starter solutions. */
@NullMarked
package io.atelier.templates.sample;

import org.jspecify.annotations.NullMarked;

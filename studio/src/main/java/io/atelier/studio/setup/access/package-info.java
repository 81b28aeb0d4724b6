/** Why somebody can, or cannot, work with a record; begins at {@code AccessView}. */
@NullMarked
package io.atelier.studio.setup.access;

import org.jspecify.annotations.NullMarked;

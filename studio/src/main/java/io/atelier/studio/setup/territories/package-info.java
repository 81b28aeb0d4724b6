/** The tree of territories. */
@NullMarked
package io.atelier.studio.setup.territories;

import org.jspecify.annotations.NullMarked;

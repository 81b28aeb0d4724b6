/** How records of a module are locked: by hand, by rules, and for whom not. */
@NullMarked
package io.atelier.studio.setup.locking;

import org.jspecify.annotations.NullMarked;

/** Who shares records with whom, in words; and sharing one record by hand. */
@NullMarked
package io.atelier.studio.workspace.share;

import org.jspecify.annotations.NullMarked;

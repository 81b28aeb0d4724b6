/** What everybody may do with everybody's records, and the rules that open more. */
@NullMarked
package io.atelier.studio.setup.sharing;

import org.jspecify.annotations.NullMarked;

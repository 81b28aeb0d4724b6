/** What the set-up of rights shares: how refusals are told. */
@NullMarked
package io.atelier.studio.setup.rights;

import org.jspecify.annotations.NullMarked;

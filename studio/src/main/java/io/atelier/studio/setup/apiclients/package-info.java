/** Letting programs in: clients, their secrets and one-time codes. Entry type: {@code ApiClientsView}. */
@NullMarked
package io.atelier.studio.setup.apiclients;

import org.jspecify.annotations.NullMarked;

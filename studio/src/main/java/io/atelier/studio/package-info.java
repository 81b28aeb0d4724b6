/** The Vaadin application. Entry type: {@link io.atelier.studio.StudioApplication}. */
@NullMarked
package io.atelier.studio;

import org.jspecify.annotations.NullMarked;

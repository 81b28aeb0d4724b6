/**
 * Making public forms: what they ask, who owns what they make, and the snippet for a site. Entry types: {@code
 * WebFormsView}, {@code WebFormView}.
 */
@NullMarked
package io.atelier.studio.setup.webforms;

import org.jspecify.annotations.NullMarked;

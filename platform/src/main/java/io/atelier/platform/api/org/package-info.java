/** The organization itself, its currencies and variables. Entry type: {@code OrganizationController}. */
@NullMarked
package io.atelier.platform.api.org;

import org.jspecify.annotations.NullMarked;

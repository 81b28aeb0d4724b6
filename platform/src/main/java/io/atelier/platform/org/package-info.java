/**
 * The organization, its schema and the actor of a request. Knows no module and no user account. Entry types: {@link io.atelier.platform.org.OrgService}, {@link io.atelier.platform.org.Actor}, {@link io.atelier.platform.org.OrgJdbc}.
 */
@NullMarked
package io.atelier.platform.org;

import org.jspecify.annotations.NullMarked;

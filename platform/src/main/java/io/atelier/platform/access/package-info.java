/**
 * Who may see and do what, as decisions and as row scopes that the query compiler puts into every statement. Entry types:
 * {@link io.atelier.platform.access.AccessService}, {@link io.atelier.platform.access.SetupService}.
 */
@NullMarked
package io.atelier.platform.access;

import org.jspecify.annotations.NullMarked;

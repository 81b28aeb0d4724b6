/**
 * Persistence of organizations and migration of their schemas.
 */
@NullMarked
package io.atelier.platform.org.internal;

import org.jspecify.annotations.NullMarked;

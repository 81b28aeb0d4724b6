/** Persistence of profiles and the cache of compiled rights. */
@NullMarked
package io.atelier.platform.access.internal;

import org.jspecify.annotations.NullMarked;

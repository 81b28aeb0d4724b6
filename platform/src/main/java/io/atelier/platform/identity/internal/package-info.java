/** Persistence of users, sign-ins and links. */
@NullMarked
package io.atelier.platform.identity.internal;

import org.jspecify.annotations.NullMarked;

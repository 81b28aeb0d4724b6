/**
 * Users, sign-in, one-time links and API clients. Knows no record. Entry types: {@link
 * io.atelier.platform.identity.UserService}, {@link io.atelier.platform.identity.SignInService}.
 */
@NullMarked
package io.atelier.platform.identity;

import org.jspecify.annotations.NullMarked;

/** The person's own account: settings, password, second factor, passkeys, sessions, absence. Entry type: {@code AccountView}. */
@NullMarked
package io.atelier.studio.account;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps secrets at rest: envelope encryption with a key outside the database. Entry type: {@link
 * io.atelier.platform.secret.SecretService}.
 */
@NullMarked
package io.atelier.platform.secret;

import org.jspecify.annotations.NullMarked;

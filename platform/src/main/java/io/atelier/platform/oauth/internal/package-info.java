/**
 * Rows of clients, codes and tokens; secrets are kept as hashes only.
 */
@NullMarked
package io.atelier.platform.oauth.internal;

import org.jspecify.annotations.NullMarked;

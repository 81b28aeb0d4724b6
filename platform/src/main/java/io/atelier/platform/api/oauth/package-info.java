/** How programs get tokens and give them back. Entry type: {@code TokenController}. */
@NullMarked
package io.atelier.platform.api.oauth;

import org.jspecify.annotations.NullMarked;

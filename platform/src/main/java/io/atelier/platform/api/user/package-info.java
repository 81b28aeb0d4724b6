/** People, their roles and profiles. Entry type: {@code UserController}. */
@NullMarked
package io.atelier.platform.api.user;

import org.jspecify.annotations.NullMarked;

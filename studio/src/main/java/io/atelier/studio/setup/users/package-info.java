/** Users for administrators: invite, deactivate, delete, what profiles ask of a sign-in. Entry type: {@code UsersView}. */
@NullMarked
package io.atelier.studio.setup.users;

import org.jspecify.annotations.NullMarked;

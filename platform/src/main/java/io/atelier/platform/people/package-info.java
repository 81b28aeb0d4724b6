/**
 * People as administrators and they themselves handle them: invitations, passwords, deactivation, transfer and delete,
 * absence, and what profiles ask of a sign-in. Knows no screen. Entry types: {@link
 * io.atelier.platform.people.UserAdminService}, {@link io.atelier.platform.people.OwnAccountService}.
 */
@NullMarked
package io.atelier.platform.people;

import org.jspecify.annotations.NullMarked;

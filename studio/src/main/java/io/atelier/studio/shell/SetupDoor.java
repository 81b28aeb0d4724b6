package io.atelier.studio.shell;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Permission;
import org.jspecify.annotations.Nullable;

/** Says which pages of the set-up somebody may open. */
final class SetupDoor {
    private SetupDoor() {}

    /** @param page null for one that nobody knows the class of */
    static boolean isOpen(Access access, @Nullable Class<?> page) {
        Needs needs = page == null ? null : page.getAnnotation(Needs.class);
        return access.has(Permission.SETUP)
                && (needs == null
                        || (access.has(needs.value()) && (access.isAdministrator() || !needs.administrator())));
    }
}

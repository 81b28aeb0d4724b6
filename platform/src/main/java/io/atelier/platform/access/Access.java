package io.atelier.platform.access;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides for one actor; immutable. A hidden field is answered for exactly as one that does not exist. */
public final class Access {
    private final UserId user;
    private final Permissions permissions;
    private final Sharing sharing;
    private final boolean viewing;

    Access(UserId user, Permissions permissions, Sharing sharing) {
        this(user, permissions, sharing, false);
    }

    private Access(UserId user, Permissions permissions, Sharing sharing, boolean viewing) {
        this.user = user;
        this.permissions = permissions;
        this.sharing = sharing;
        this.viewing = viewing;
    }

    /** Returns what is left of this to whoever only looks: what they see is the same, of records they change nothing. */
    Access viewing() {
        return new Access(user, permissions, sharing, true);
    }

    /** What opens records to the user. */
    interface Sharing {
        Sharing EVERYTHING = new Sharing() {
            @Override
            public RowScope scope(String module, AccessLevel level) {
                return RowScope.EVERYTHING;
            }

            @Override
            public List<SharingGrant> grants(String module, AccessLevel level) {
                return List.of();
            }
        };

        RowScope scope(String module, AccessLevel level);

        List<SharingGrant> grants(String module, AccessLevel level);
    }

    /** Returns whose rights these are. */
    public UserId user() {
        return user;
    }

    public boolean isAdministrator() {
        return permissions.administrator();
    }

    public boolean has(Permission permission) {
        return permissions.has(permission) && !(viewing && changes(permission));
    }

    /** Says whether the permission opens nothing to look at, but only what is done with records and dashboards. */
    private static boolean changes(Permission permission) {
        return permission.section() == Permission.Section.RECORDS || permission == Permission.MANAGE_DASHBOARDS;
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION} whoever lacks the permission. */
    public void require(Permission permission) {
        if (!has(permission)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION,
                    "Your profile does not allow this. Ask an administrator for it.",
                    Map.of("permissions", permission.name()));
        }
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION} who would give others what they do not have themselves. */
    public void requireAll(Permissions given) {
        if (!covers(given)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION,
                    "Nobody can give others permissions that they do not have themselves.",
                    Map.of(
                            "permissions",
                            given.beyond(permissions).stream().sorted().toList(),
                            "modules",
                            given.modulesBeyond(permissions).stream().sorted().toList()));
        }
    }

    /** Says whether all that the profile allows is allowed to the actor too. */
    public boolean covers(Permissions given) {
        return isAdministrator()
                || (!given.administrator()
                        && given.beyond(permissions).isEmpty()
                        && given.modulesBeyond(permissions).isEmpty());
    }

    public boolean may(ModuleDef module, Verb verb) {
        return (!viewing || verb == Verb.READ) && rights(module).verbs().contains(verb);
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION}; where even reading is refused the module does not exist. */
    public void require(ModuleDef module, Verb verb) {
        if (!may(module, Verb.READ)) {
            throw new PlatformException(
                    ErrorCode.INVALID_MODULE, "There is no such module.", Map.of("module", module.apiName()));
        }
        if (!may(module, verb)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION,
                    "Your profile does not allow this in the module. Ask an administrator for it.",
                    Map.of("module", module.apiName(), "permissions", verb.name()));
        }
    }

    /** Returns the fields that exist for the actor, the module's own first. */
    public List<FieldDef> fields(ModuleDef module) {
        ModuleRights rights = rights(module);
        return module.allFields().stream()
                .filter(field -> !rights.hidden().contains(field.apiName()))
                .toList();
    }

    public Optional<FieldDef> findField(ModuleDef module, String apiName) {
        return module.findField(apiName)
                .filter(field -> !rights(module).hidden().contains(apiName));
    }

    public boolean mayWrite(ModuleDef module, FieldDef field) {
        ModuleRights rights = rights(module);
        return !viewing
                && !field.readOnly()
                && !rights.readOnly().contains(field.apiName())
                && !rights.hidden().contains(field.apiName());
    }

    /** Returns which of the module's records the actor may work with at least so far. */
    public RowScope scope(ModuleDef module, AccessLevel level) {
        if (permissions.administrator()) {
            return RowScope.EVERYTHING;
        }
        return rights(module).ownOnly() ? RowScope.ownedBy(user, level) : sharing.scope(module.apiName(), level);
    }

    /** Returns all that opens records of the module to the actor at least so far, each with its reason. */
    public List<SharingGrant> grants(ModuleDef module, AccessLevel level) {
        if (permissions.administrator()) {
            return List.of(new SharingGrant(new SharingReason.Administrator(), RowScope.EVERYTHING));
        }
        return rights(module).ownOnly()
                ? List.of(new SharingGrant(new SharingReason.Own(), RowScope.ownedBy(user, level)))
                : sharing.grants(module.apiName(), level);
    }

    /** Says whether all records of others are closed, whatever sharing says. */
    public boolean isOwnOnly(ModuleDef module) {
        return !permissions.administrator() && rights(module).ownOnly();
    }

    private ModuleRights rights(ModuleDef module) {
        return permissions.administrator()
                ? ModuleRights.ALL
                : permissions.modules().getOrDefault(module.apiName(), ModuleRights.ALL);
    }
}

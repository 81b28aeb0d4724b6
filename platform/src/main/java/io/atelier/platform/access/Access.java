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

    Access(UserId user, Permissions permissions) {
        this.user = user;
        this.permissions = permissions;
    }

    /** Returns whose rights these are. */
    public UserId user() {
        return user;
    }

    public boolean isAdministrator() {
        return permissions.administrator();
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION} whoever may not shape the organization. */
    public void requireAdministrator() {
        if (!isAdministrator()) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only an administrator may do this. Ask one of yours for it.");
        }
    }

    public boolean may(ModuleDef module, Verb verb) {
        return rights(module).verbs().contains(verb);
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION}; where even reading is refused the module does not exist. */
    public void require(ModuleDef module, Verb verb) {
        ModuleRights rights = rights(module);
        if (!rights.verbs().contains(Verb.READ)) {
            throw new PlatformException(
                    ErrorCode.INVALID_MODULE, "There is no such module.", Map.of("module", module.apiName()));
        }
        if (!rights.verbs().contains(verb)) {
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
        return !field.readOnly()
                && !rights.readOnly().contains(field.apiName())
                && !rights.hidden().contains(field.apiName());
    }

    /** Returns whose records the actor sees; empty means everybody's. */
    public Optional<List<UserId>> owners(ModuleDef module) {
        return rights(module).ownOnly() ? Optional.of(List.of(user)) : Optional.empty();
    }

    private ModuleRights rights(ModuleDef module) {
        return permissions.administrator()
                ? ModuleRights.ALL
                : permissions.modules().getOrDefault(module.apiName(), ModuleRights.ALL);
    }
}

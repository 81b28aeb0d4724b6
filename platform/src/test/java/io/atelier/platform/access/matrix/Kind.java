package io.atelier.platform.access.matrix;

import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a profile makes of all modules. */
enum Kind {
    ALL,
    HIDES_A_FIELD,
    HIDES_THE_NAME,
    READS_ONLY,
    OWN_RECORDS_ONLY,
    READS_NOTHING,
    /** May do everything in modules, and has no permission beyond them but to use the API. */
    NO_PERMISSIONS,
    /** Has every permission and is no administrator; fields of open modules are hidden: who sets up does not see all. */
    SETS_UP;

    Permissions permissions() {
        Map<String, ModuleRights> rights = new HashMap<>();
        for (Place place : Place.ALL) {
            rights.put(place.module(), new ModuleRights(verbs(), this == OWN_RECORDS_ONLY, hidden(place), Set.of()));
        }
        return new Permissions(false, granted(), rights);
    }

    private Set<Permission> granted() {
        return switch (this) {
            case SETS_UP -> EnumSet.allOf(Permission.class);
            case NO_PERMISSIONS -> Set.of(Permission.API_ACCESS);
            case ALL, HIDES_A_FIELD, HIDES_THE_NAME, READS_ONLY, OWN_RECORDS_ONLY, READS_NOTHING ->
                Permission.everyday();
        };
    }

    boolean has(Permission permission) {
        return granted().contains(permission);
    }

    Set<Verb> verbs() {
        return switch (this) {
            case READS_NOTHING -> Set.of();
            case READS_ONLY -> Set.of(Verb.READ);
            case ALL, HIDES_A_FIELD, HIDES_THE_NAME, OWN_RECORDS_ONLY, NO_PERMISSIONS, SETS_UP -> Set.of(Verb.values());
        };
    }

    Set<String> hidden(Place place) {
        return switch (this) {
            case HIDES_A_FIELD -> Set.of(place.secret());
            case SETS_UP -> place.sharing() == DefaultSharing.PRIVATE ? Set.of() : Set.of(place.secret());
            case HIDES_THE_NAME -> place.named();
            case ALL, READS_ONLY, OWN_RECORDS_ONLY, NO_PERMISSIONS, READS_NOTHING -> Set.of();
        };
    }
}

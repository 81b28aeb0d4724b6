package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldStorage;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.Uniqueness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds a place for the values of new fields. Retired fields still hold theirs. */
final class FieldPlacement {
    private FieldPlacement() {}

    /** Places all fields of a module to be made. */
    static ModuleDef placed(ModuleDef module) {
        ModuleDef placed = module.withFields(List.of());
        for (FieldDef field : module.fields()) {
            List<FieldDef> fields = new ArrayList<>(placed.fields());
            fields.add(field.withStorage(place(placed, field)));
            placed = placed.withFields(fields);
        }
        return placed;
    }

    static FieldStorage place(ModuleDef module, FieldDef field) {
        if (!field.kind().isStored()) {
            return FieldStorage.ELSEWHERE;
        }
        String column = freeColumn(module, field);
        return new FieldStorage(column, mustBeMain(field) ? 0 : firstWithRoom(module));
    }

    /** Their indexes look at the recycle bin's mark, which only the main table has. */
    static boolean mustBeMain(FieldDef field) {
        return !field.targets().isEmpty() || field.options().unique() != Uniqueness.NONE;
    }

    private static int firstWithRoom(ModuleDef module) {
        int part = 0;
        while (count(module, part) >= FieldStorage.FIELDS_PER_PART) {
            part++;
        }
        return part;
    }

    private static long count(ModuleDef module, int part) {
        return stored(module)
                .filter(field -> field.storage().part() == part && !mustBeMain(field))
                .count();
    }

    private static String freeColumn(ModuleDef module, FieldDef field) {
        Set<String> taken = new HashSet<>();
        stored(module).forEach(other -> taken.add(other.storage().column()));
        String column = field.apiName();
        for (int number = 2; taken.contains(column); number++) {
            column = field.apiName() + "__" + number;
        }
        return column;
    }

    private static Stream<FieldDef> stored(ModuleDef module) {
        return Stream.concat(module.fields().stream(), module.retired().stream())
                .filter(FieldDef::isStored);
    }
}

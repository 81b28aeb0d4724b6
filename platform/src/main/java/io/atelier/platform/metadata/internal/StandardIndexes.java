package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.metadata.SqlNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which indexes a module has without anybody's asking; those that keep values unique are not among them. */
final class StandardIndexes {
    private static final String PREFIX = "standard_";

    private StandardIndexes() {}

    static List<StandardIndex> of(ModuleDef module) {
        List<StandardIndex> indexes = new ArrayList<>(ofTable(module));
        module.fields().forEach(field -> indexes.addAll(ofField(module, field)));
        return indexes;
    }

    static List<StandardIndex> ofTable(ModuleDef module) {
        List<StandardIndex> indexes = new ArrayList<>();
        // Newest first is every list's order until a person chooses another.
        indexes.add(tree(module, "Created_Time", "time", "(\"Created_Time\" desc, " + SqlNames.ID + " desc)"));
        if (module.head().isOrdinary()) {
            // Whoever sees own records only has lists of these, newest first.
            indexes.add(tree(module, "Owner", "owner", "(\"Owner\", \"Created_Time\" desc, " + SqlNames.ID + " desc)"));
        }
        search(module).ifPresent(indexes::add);
        return indexes;
    }

    /** Returns the index that finds parts of words, if the module has the column that it is of. */
    static Optional<StandardIndex> search(ModuleDef module) {
        return SearchColumn.exists(module)
                ? Optional.of(StandardIndex.search(name(module, "search"), module.apiName(), SearchColumn.NAME))
                : Optional.empty();
    }

    static List<StandardIndex> ofField(ModuleDef module, FieldDef field) {
        List<StandardIndex> indexes = new ArrayList<>();
        String column = SqlNames.column(field);
        if (field.isStored() && !field.targets().isEmpty()) {
            indexes.add(tree(module, field, "pointer", "(" + column + ") where " + column + " is not null"));
        }
        if (field.type() == FieldType.EMAIL && field.storage().part() == 0 && !field.encrypted()) {
            // Compared without regard to case. Of all rows: PostgreSQL takes no statistics from a part of them.
            indexes.add(tree(module, field, "folded", "(lower(" + column + "))"));
        }
        return indexes;
    }

    private static StandardIndex tree(ModuleDef module, FieldDef field, String kind, String on) {
        int part = field.storage().part();
        return StandardIndex.tree(
                field.apiName(),
                name(module, kind + "_" + field.id()),
                part == 0 ? module.apiName() : SqlNames.partName(module, part),
                on);
    }

    private static StandardIndex tree(ModuleDef module, String subject, String kind, String on) {
        return StandardIndex.tree(subject, name(module, kind), module.apiName(), on);
    }

    private static String name(ModuleDef module, String what) {
        return PREFIX + module.id() + "_" + what;
    }
}

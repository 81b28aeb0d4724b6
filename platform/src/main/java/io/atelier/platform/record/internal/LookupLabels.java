package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.RecordQuery.Bin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What names the records and users that are pointed to, as far as the actor may see it. */
final class LookupLabels {
    private final DSLContext sql;
    private final ActorView view;

    LookupLabels(DSLContext sql, ActorView view) {
        this.sql = sql;
        this.view = view;
    }

    /** Returns the name of what the pointer leads to, as a part of a select; empty where a row can have none. */
    Optional<Field<String>> of(FieldDef definition, Field<Long> pointer) {
        return switch (definition.kind()) {
            case USER ->
                Optional.of(DSL.field(select(field(name("target", "name"), String.class))
                        .from(Tables.users(view.model().org()).as("target"))
                        .where(field(name("target", "id"), Long.class).eq(pointer))));
            case RECORD ->
                definition.target().isEmpty()
                        ? Optional.empty()
                        : ofRecord(view.model().module(definition.target()), pointer);
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, ANY_RECORD, USERS, FILES, ADDRESS, LINKS, ROWS ->
                Optional.empty();
        };
    }

    private Optional<Field<String>> ofRecord(ModuleDef target, Field<Long> pointer) {
        return displayField(target).map(display -> {
            ModuleTable table = ModuleTable.of(view.model().org(), target, "target");
            return DSL.field(select(table.column(display).coerce(String.class))
                    .from(table.main())
                    .where(table.id().eq(pointer).and(view.scope(table, Bin.LIVE))));
        });
    }

    /** Returns the field that names the target's records, if the actor may read it. */
    private Optional<FieldDef> displayField(ModuleDef target) {
        return view.access().may(target, Verb.READ)
                ? view.access().findField(target, target.displayField())
                : Optional.empty();
    }

    /** Returns the names of records in use that the actor may see, by id. */
    Map<Long, String> names(ModuleDef module, Collection<Long> ids) {
        Optional<FieldDef> display = displayField(module);
        if (display.isEmpty() || ids.isEmpty()) {
            return Map.of();
        }
        ModuleTable table = view.table(module);
        return names(table, table.column(display.get()).coerce(String.class), view.scope(table, Bin.LIVE), ids);
    }

    /**
     * Returns what names each of these records, in use or recycled, that the actor may see; empty text where the naming
     * field is hidden or empty.
     */
    Map<Long, String> namesInScope(ModuleDef module, Collection<Long> ids) {
        if (!view.access().may(module, Verb.READ)) {
            return new HashMap<>();
        }
        ModuleTable table = view.table(module);
        Field<String> display = displayField(module)
                .map(definition -> table.column(definition).coerce(String.class))
                .orElse(inline(""));
        return names(table, display, view.owned(table), ids);
    }

    private Map<Long, String> names(ModuleTable table, Field<String> display, Condition scope, Collection<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        sql.select(table.id(), display.as("name"))
                .from(table.joined())
                .where(scope.and(Tables.isOneOf(table.id(), ids)))
                .forEach(row -> names.put(row.value1(), row.value2() == null ? "" : row.value2()));
        return names;
    }

    Map<Long, String> userNames(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Field<Long> id = field(name("id"), Long.class);
        Field<String> userName = field(name("name"), String.class);
        return sql.select(id, userName)
                .from(Tables.users(view.model().org()))
                .where(Tables.isOneOf(id, ids))
                .fetchMap(id, userName);
    }
}

package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.FieldPath.Hop;
import io.atelier.platform.expression.ImpliedFields;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.LinkedValues;
import io.atelier.platform.record.spi.SaveRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.Table;
import org.springframework.stereotype.Component;

/** Reads the records and users that rows in memory point to, as far as paths go on behind them. */
@Component
public class LinkedRows {
    private static final String USERS = "u";

    private final DSLContext sql;

    LinkedRows(DSLContext sql) {
        this.sql = sql;
    }

    /** What was read behind one lookup: values by the id of the record that it points to. */
    private record Behind(Map<Long, Map<FieldPath, FieldValue>> records) {
        FieldValue value(long id, FieldPath path) {
            return records.getOrDefault(id, Map.of()).getOrDefault(path, FieldValue.NULL);
        }
    }

    /** As {@link LinkedValues#read}. */
    public LinkedValues.Of read(OrgModel model, List<SaveRow> rows, Collection<FieldPath> paths) {
        Map<Hop, Set<FieldPath>> byHop = new LinkedHashMap<>();
        paths.stream()
                .filter(path -> !path.isOwn())
                .forEach(path -> byHop.computeIfAbsent(path.hops().getFirst(), _ -> new LinkedHashSet<>())
                        .add(path));
        Map<Hop, Behind> behind = new HashMap<>();
        byHop.forEach((hop, asked) -> behind.put(hop, read(model, hop, pointedTo(rows, hop), List.copyOf(asked))));
        return (row, path) -> {
            if (path.isOwn()) {
                return path.field().equals(ImpliedFields.ID)
                        ? new FieldValue.Lookup(row.id())
                        : row.after(path.field().apiName());
            }
            Hop hop = path.hops().getFirst();
            Behind read = behind.getOrDefault(hop, new Behind(Map.of()));
            return id(row, hop).map(id -> read.value(id, path)).orElse(FieldValue.NULL);
        };
    }

    private static Optional<Long> id(SaveRow row, Hop hop) {
        return DerivedWriter.idOf(row.after(hop.lookup().apiName()), hop.isChosen() ? hop.module() : "");
    }

    private static Set<Long> pointedTo(List<SaveRow> rows, Hop hop) {
        Set<Long> ids = new LinkedHashSet<>();
        rows.forEach(row -> id(row, hop).ifPresent(ids::add));
        return ids;
    }

    private Behind read(OrgModel model, Hop hop, Set<Long> ids, List<FieldPath> asked) {
        if (ids.isEmpty()) {
            return new Behind(Map.of());
        }
        if (hop.isUser()) {
            return rows(
                    asked,
                    path -> field(name(USERS, path.field().storage().column()), Tables.dataType(path.field())),
                    field(name(USERS, "id"), Long.class),
                    () -> Tables.users(model.org()).as(USERS),
                    Tables.isOneOf(field(name(USERS, "id"), Long.class), ids));
        }
        ModuleDef module = model.module(hop.module());
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        PathTables paths = new PathTables(
                model,
                table,
                FieldNames.of(model, module),
                target -> target.deletedTime().isNull());
        return rows(
                asked,
                path -> paths.column(
                        new FieldPath(path.hops().subList(1, path.hops().size()), path.field())),
                table.id(),
                paths::joined,
                table.deletedTime().isNull().and(Tables.isOneOf(table.id(), ids)));
    }

    /** @param from asked for behind all columns, as these decide what is joined */
    private Behind rows(
            List<FieldPath> asked,
            Function<FieldPath, Field<?>> columns,
            Field<Long> id,
            Supplier<Table<?>> from,
            Condition where) {
        List<SelectField<?>> selection = new ArrayList<>(List.of(id.as("id")));
        asked.forEach(path -> selection.add(columns.apply(path).as("c" + selection.size())));
        Map<Long, Map<FieldPath, FieldValue>> records = new HashMap<>();
        sql.select(selection).from(from.get()).where(where).forEach(row -> {
            Map<FieldPath, FieldValue> values = new HashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                values.put(asked.get(i), Tables.fromColumn(asked.get(i).field(), row.get(i + 1)));
            }
            records.put(row.get("id", Long.class), values);
        });
        return new Behind(records);
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery.Bin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jooq.Condition;
import org.jooq.SortField;

/** Reads whole records, as the actor sees them: by id, by what they point to, and from the rows of a list. */
final class RecordSelect {
    static final String BY_ID = "\"r\".\"id\" = ?";

    private final RecordSql plain;
    private final ActorView view;
    private final SelectMaker selects;
    private final LookupLabels labels;
    private final FieldCipher cipher;

    RecordSelect(RecordSql plain, ActorView view, SelectMaker selects, LookupLabels labels, FieldCipher cipher) {
        this.plain = plain;
        this.view = view;
        this.selects = selects;
        this.labels = labels;
        this.cipher = cipher;
    }

    Optional<CrmRecord> find(String moduleName, long id, Bin bin) {
        ModuleDef module = view.readable(moduleName);
        SelectShape shape = selects.get(module, List.of(), "find " + bin, List.of(), () -> {
            ModuleTable table = view.table(module);
            List<FieldPath> wanted = SelectMaker.own(view.access().fields(module));
            return selects.made(
                    view.paths(table), view.scope(table, bin), List.of(), wanted, selects.columns(module, wanted));
        });
        return records(module, shape, plain.rows(shape, BY_ID, List.of(id), "")).stream()
                .findFirst();
    }

    /** Returns the records in use that the actor may see whose lookup points to one of the parents, oldest first. */
    List<CrmRecord> pointingTo(ModuleDef child, FieldDef pointer, Collection<Long> parents) {
        ModuleTable table = view.table(child);
        PathTables paths = view.paths(table);
        Condition where = Tables.isOneOf(table.column(pointer).coerce(Long.class), parents);
        SelectShape shape = selects.get(child, List.of(), "children", paths.joins(), () -> {
            List<FieldPath> wanted = SelectMaker.own(view.access().fields(child));
            List<SortField<?>> order = new ArrayList<>();
            child.findField(FieldProperties.Subform.ROW_NUMBER)
                    .ifPresent(field -> order.add(table.column(field).asc().nullsLast()));
            order.add(table.id().asc());
            return selects.made(paths, view.scope(table, Bin.LIVE), order, wanted, selects.columns(child, wanted));
        });
        return records(child, shape, plain.rows(shape, where, ""));
    }

    /** Returns the records that the rows hold, in the same order. */
    List<CrmRecord> records(ModuleDef module, SelectShape shape, List<Row> rows) {
        List<CrmRecord> own = new ArrayList<>(rows.size());
        Map<UserId, User> people = plain.people(view.model().org());
        rows.forEach(row -> own.add(record(module, shape, row, people)));
        return new CompoundValues(view, this, labels).completed(module, shape.own(), own);
    }

    private CrmRecord record(ModuleDef module, SelectShape shape, Row row, Map<UserId, User> people) {
        SequencedMap<String, FieldValue> values = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        for (FieldPath path : shape.wanted()) {
            String name = path.isOwn() ? path.field().apiName() : path.text();
            FieldValue value = value(module, path, row);
            values.put(name, value);
            if (path.field().kind() == ValueKind.USER && value instanceof FieldValue.Lookup(long id)) {
                User user = people.get(new UserId(id));
                if (user != null && !user.name().isEmpty()) {
                    names.put(name, user.name());
                }
            }
        }
        for (int i = 0; i < shape.labels().size(); i++) {
            String label = row.label(i);
            if (label != null && !label.isEmpty()) {
                names.put(shape.labels().get(i), label);
            }
        }
        return new CrmRecord(module.apiName(), row.id(), row.version(), values, names);
    }

    private FieldValue value(ModuleDef module, FieldPath path, Row row) {
        if (LiveFormulas.isLive(path)) {
            return selects.live(module).figure(path, input -> row.value(SelectMaker.inputName(input)), view.context());
        }
        if (!path.isOwn()) {
            return row.value(path.text());
        }
        return cipher.opened(module, path.field(), row.id(), CompoundValues.valueOf(module, path.field(), row));
    }
}

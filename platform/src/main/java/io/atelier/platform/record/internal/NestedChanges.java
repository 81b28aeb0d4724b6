package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a request says of subforms and linked records into changes of the child modules, which go the same way as any
 * other. A subform is a list of rows: one without an id is new, one with an id is changed, one with {@code _delete} goes,
 * others stay; null takes all away. Linked records are the whole list of ids, or {@code {add, remove}}.
 */
final class NestedChanges {
    /** Most child rows of one request. */
    static final int MAX_ROWS = 10_000;

    private static final String DELETE = "_delete";

    private final OrgModel model;
    private final RecordReader reader;
    private final Normalizer normalizer;
    private final BatchPreparation preparation;

    NestedChanges(OrgModel model, RecordReader reader, Normalizer normalizer, BatchPreparation preparation) {
        this.model = model;
        this.reader = reader;
        this.normalizer = normalizer;
        this.preparation = preparation;
    }

    /** One child's change, and whose it is. */
    private record Wish(RecordChange change, SaveBatch.Link link) {}

    void nest(SaveBatch batch) {
        Map<FieldDef, Map<SaveRow, Object>> byField = new LinkedHashMap<>();
        for (SaveRow row : batch.good()) {
            normalizer
                    .nestedOf(row)
                    .forEach((field, input) -> byField.computeIfAbsent(field, _ -> new LinkedHashMap<>())
                            .put(row, input));
        }
        byField.forEach((field, inputs) -> {
            switch (field.properties()) {
                case FieldProperties.Subform subform -> nestRows(batch, field, subform, inputs);
                case FieldProperties.MultiLookup lookup -> nestLinks(batch, field, lookup, inputs);
                case FieldProperties other ->
                    throw new IllegalStateException("nothing is nested in " + other.getClass());
            }
        });
    }

    private void nestRows(
            SaveBatch batch, FieldDef field, FieldProperties.Subform subform, Map<SaveRow, Object> inputs) {
        ModuleDef child = model.module(subform.module());
        Map<Long, Map<Long, CrmRecord>> stored = stored(child, subform.parentField(), inputs.keySet());
        List<Wish> wishes = new ArrayList<>();
        inputs.forEach((row, input) ->
                wishes.addAll(rowWishes(row, field, subform, input, stored.getOrDefault(row.id(), Map.of()))));
        SaveBatch nested = add(batch, field, child, wishes);
        if (child.findField(FieldProperties.Subform.ROW_NUMBER).isPresent()) {
            for (int i = 0; i < wishes.size(); i++) {
                SaveRow row = nested.rows().get(i);
                if (row.kind() != Kind.DELETED) {
                    row.set(
                            FieldProperties.Subform.ROW_NUMBER,
                            number(wishes.get(i).link().place() + 1));
                }
            }
        }
    }

    private static FieldValue number(int number) {
        return new FieldValue.Number(BigDecimal.valueOf(number));
    }

    private static List<Wish> rowWishes(
            SaveRow parent,
            FieldDef field,
            FieldProperties.Subform subform,
            Object input,
            Map<Long, CrmRecord> stored) {
        if (!(input instanceof Collection<?> rows)) {
            parent.reject(new Violation(ErrorCode.INVALID_DATA, field.apiName(), "A list of rows is needed."));
            return List.of();
        }
        List<Wish> wishes = new ArrayList<>();
        if (rows.isEmpty()) {
            stored.keySet()
                    .forEach(id -> wishes.add(
                            new Wish(new RecordChange.Delete(id), new SaveBatch.Link(parent, wishes.size()))));
            return wishes;
        }
        int place = 0;
        int count = stored.size();
        for (Object row : rows) {
            SaveBatch.Link link = new SaveBatch.Link(parent, place++);
            if (!(row instanceof Map<?, ?> values)) {
                parent.reject(new Violation(
                        ErrorCode.INVALID_DATA, field.apiName(), "A row is written by its fields: {\"Product\": …}."));
                continue;
            }
            RecordChange change = rowChange(parent, subform, values);
            boolean foreign = idOf(values) instanceof Long id && !stored.containsKey(id);
            if (foreign) {
                parent.reject(new Violation(
                        ErrorCode.NOT_FOUND,
                        field.apiName() + "[" + link.place() + "].id",
                        "The record has no such row."));
                continue;
            }
            count += change instanceof RecordChange.Create ? 1 : change instanceof RecordChange.Delete ? -1 : 0;
            wishes.add(new Wish(change, link));
        }
        if (count > subform.maxRows()) {
            parent.reject(new Violation(
                    ErrorCode.LIMIT_EXCEEDED,
                    field.apiName(),
                    "At most " + subform.maxRows() + " rows fit; this makes " + count + "."));
        }
        return wishes;
    }

    private static RecordChange rowChange(SaveRow parent, FieldProperties.Subform subform, Map<?, ?> row) {
        @Nullable Object id = idOf(row);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        row.forEach((name, value) -> values.put(String.valueOf(name), value));
        values.remove("id");
        boolean delete = values.containsKey(DELETE);
        values.remove(DELETE);
        // What points to the record is the platform's to say, and the place is where the row stands in the list.
        values.remove(subform.parentField());
        values.remove(FieldProperties.Subform.ROW_NUMBER);
        if (id instanceof Long known) {
            return delete
                    ? new RecordChange.Delete(known)
                    : new RecordChange.Update(known, OptionalLong.empty(), values);
        }
        values.put(subform.parentField(), Long.toString(parent.id()));
        return new RecordChange.Create(values);
    }

    /** Returns the row's id; one that is no number is that of no row. */
    private static @Nullable Object idOf(Map<?, ?> row) {
        Object id = row.get("id");
        if (id == null || id.toString().isBlank()) {
            return null;
        }
        try {
            return Long.parseLong(id.toString().strip());
        } catch (NumberFormatException _) {
            return -1L;
        }
    }

    private void nestLinks(
            SaveBatch batch, FieldDef field, FieldProperties.MultiLookup lookup, Map<SaveRow, Object> inputs) {
        ModuleDef linking = model.module(lookup.linkingModule());
        Map<Long, Map<Long, CrmRecord>> stored = stored(linking, lookup.ownField(), inputs.keySet());
        List<Wish> wishes = new ArrayList<>();
        inputs.forEach((row, input) ->
                wishes.addAll(linkWishes(row, field, lookup, input, stored.getOrDefault(row.id(), Map.of()))));
        add(batch, field, linking, wishes);
    }

    private static List<Wish> linkWishes(
            SaveRow parent,
            FieldDef field,
            FieldProperties.MultiLookup lookup,
            Object input,
            Map<Long, CrmRecord> stored) {
        Map<Long, Long> linkByTarget = new LinkedHashMap<>();
        stored.values().forEach(link -> {
            if (link.value(lookup.targetField()) instanceof FieldValue.Lookup(long target)) {
                linkByTarget.put(target, link.id());
            }
        });
        Set<Long> add = new HashSet<>();
        Set<Long> remove = new HashSet<>();
        if (input instanceof Map<?, ?> parts && (parts.containsKey("add") || parts.containsKey("remove"))) {
            add.addAll(ids(parent, field, parts.get("add")));
            remove.addAll(ids(parent, field, parts.get("remove")));
        } else {
            add.addAll(ids(parent, field, input));
            remove.addAll(linkByTarget.keySet());
            remove.removeAll(add);
        }
        add.removeAll(linkByTarget.keySet());
        remove.retainAll(linkByTarget.keySet());
        List<Wish> wishes = new ArrayList<>();
        for (long target : add) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put(lookup.ownField(), Long.toString(parent.id()));
            values.put(lookup.targetField(), Long.toString(target));
            wishes.add(new Wish(new RecordChange.Create(values), new SaveBatch.Link(parent, wishes.size())));
        }
        for (long target : remove) {
            long link = linkByTarget.getOrDefault(target, -1L);
            wishes.add(new Wish(new RecordChange.Delete(link), new SaveBatch.Link(parent, wishes.size())));
        }
        return wishes;
    }

    private static List<Long> ids(SaveRow parent, FieldDef field, @Nullable Object input) {
        return switch (ValueCodec.parse(field, input)) {
            case ValueCodec.Parsed.Good(FieldValue.Links(List<Long> ids)) -> ids;
            case ValueCodec.Parsed.Good _ -> List.of();
            case ValueCodec.Parsed.Bad(ErrorCode code, String message) -> {
                parent.reject(new Violation(code, field.apiName(), message));
                yield List.of();
            }
        };
    }

    /** Returns the child records of existing parents: by parent's id, then by their own. */
    private Map<Long, Map<Long, CrmRecord>> stored(ModuleDef child, String pointer, Collection<SaveRow> parents) {
        List<Long> existing = parents.stream()
                .filter(row -> row.kind() != Kind.CREATED)
                .map(SaveRow::id)
                .toList();
        Map<Long, Map<Long, CrmRecord>> byParent = new HashMap<>();
        if (existing.isEmpty()) {
            return byParent;
        }
        for (CrmRecord record : reader.pointingTo(child, child.field(pointer), existing)) {
            if (record.value(pointer) instanceof FieldValue.Lookup(long parent)) {
                byParent.computeIfAbsent(parent, _ -> new LinkedHashMap<>()).put(record.id(), record);
            }
        }
        return byParent;
    }

    private SaveBatch add(SaveBatch batch, FieldDef field, ModuleDef child, List<Wish> wishes) {
        if (wishes.size() > MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "One request writes at most 10,000 rows of subforms and links.",
                    Map.of("limit", MAX_ROWS, "api_name", field.apiName()));
        }
        if (wishes.isEmpty()) {
            return new SaveBatch(child, List.of(), Map.of());
        }
        SaveBatch nested =
                preparation.prepare(child, wishes.stream().map(Wish::change).toList());
        batch.nest(new SaveBatch.Nested(
                field.apiName(), nested, wishes.stream().map(Wish::link).toList()));
        return nested;
    }
}

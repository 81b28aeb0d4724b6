package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.CrmRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Completes a page of records with what does not stand in their own row: linked records, subform rows, names of what is
 * pointed to. One query a field and page, never one a record.
 */
final class CompoundValues {
    private final OrgModel model;
    private final Access access;
    private final RecordSelect records;
    private final LookupLabels labels;

    CompoundValues(ActorView view, RecordSelect records, LookupLabels labels) {
        this.model = view.model();
        this.access = view.access();
        this.records = records;
        this.labels = labels;
    }

    /** Returns the stored fields that a field's value is made of: itself, an address's parts, or none. */
    static List<FieldDef> storedParts(ModuleDef module, FieldDef field) {
        if (field.kind() == ValueKind.ADDRESS) {
            return Arrays.stream(AddressPart.values())
                    .flatMap(part -> module.findField(part.fieldName(field)).stream())
                    .toList();
        }
        return field.isStored() ? List.of(field) : List.of();
    }

    /** Reads what the row itself says of a field; linked records and subform rows are empty yet. */
    static FieldValue valueOf(ModuleDef module, FieldDef field, Row row) {
        if (field.kind() == ValueKind.ADDRESS) {
            SequencedMap<AddressPart, FieldValue> parts = new LinkedHashMap<>();
            for (AddressPart part : AddressPart.values()) {
                module.findField(part.fieldName(field)).ifPresent(own -> {
                    FieldValue value = row.value(own);
                    if (!value.isNull()) {
                        parts.put(part, value);
                    }
                });
            }
            return parts.isEmpty() ? FieldValue.NULL : new FieldValue.Address(parts);
        }
        return row.value(field);
    }

    List<CrmRecord> completed(ModuleDef module, List<FieldDef> fields, List<CrmRecord> records) {
        if (records.isEmpty() || fields.stream().noneMatch(CompoundValues::needsMore)) {
            return records;
        }
        Map<Long, Draft> drafts = new LinkedHashMap<>();
        records.forEach(record -> drafts.put(
                record.id(), new Draft(record, new LinkedHashMap<>(record.values()), new HashMap<>(record.labels()))));
        for (FieldDef field : fields) {
            switch (field.kind()) {
                case LINKS -> addLinks(field, drafts);
                case ROWS -> addRows(field, drafts);
                case USERS -> nameUsers(field, drafts.values());
                case ANY_RECORD -> nameAnyRecords(field, drafts.values());
                case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, USER, FILES, ADDRESS -> {}
            }
        }
        return drafts.values().stream().map(draft -> draft.toRecord(module)).toList();
    }

    /** A record under completion. */
    private record Draft(CrmRecord base, SequencedMap<String, FieldValue> values, Map<String, String> labels) {
        FieldValue value(FieldDef field) {
            return values.getOrDefault(field.apiName(), FieldValue.NULL);
        }

        void label(FieldDef field, long id, String name) {
            labels.put(CrmRecord.labelKey(field.apiName(), id), name);
        }

        CrmRecord toRecord(ModuleDef module) {
            return new CrmRecord(module.apiName(), base.id(), base.version(), values, labels);
        }
    }

    private static boolean needsMore(FieldDef field) {
        return switch (field.kind()) {
            case LINKS, ROWS, USERS, ANY_RECORD -> true;
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, USER, FILES, ADDRESS -> false;
        };
    }

    private void addLinks(FieldDef field, Map<Long, Draft> drafts) {
        if (!(field.properties() instanceof FieldProperties.MultiLookup lookup)) {
            return;
        }
        Map<Draft, List<Long>> linked = new LinkedHashMap<>();
        Set<Long> all = new HashSet<>();
        for (CrmRecord pair : children(lookup.linkingModule(), lookup.ownField(), drafts.keySet())) {
            Draft owner = parentOf(pair, lookup.ownField(), drafts);
            if (owner != null && pair.value(lookup.targetField()) instanceof FieldValue.Lookup(long target)) {
                linked.computeIfAbsent(owner, _ -> new ArrayList<>()).add(target);
                all.add(target);
            }
        }
        Map<Long, String> names = labels.names(model.module(lookup.target()), all);
        linked.forEach((owner, ids) -> {
            List<Long> seen = ids.stream().filter(names::containsKey).sorted().toList();
            if (!seen.isEmpty()) {
                owner.values().put(field.apiName(), new FieldValue.Links(seen));
                seen.forEach(id -> owner.label(field, id, names.getOrDefault(id, "")));
            }
        });
    }

    private void addRows(FieldDef field, Map<Long, Draft> drafts) {
        if (!(field.properties() instanceof FieldProperties.Subform subform)) {
            return;
        }
        Map<Draft, List<FieldValue.Row>> rows = new LinkedHashMap<>();
        for (CrmRecord child : children(subform.module(), subform.parentField(), drafts.keySet())) {
            Draft parent = parentOf(child, subform.parentField(), drafts);
            if (parent != null) {
                rows.computeIfAbsent(parent, _ -> new ArrayList<>())
                        .add(new FieldValue.Row(child.id(), child.values()));
            }
        }
        rows.forEach((parent, list) -> parent.values().put(field.apiName(), new FieldValue.Rows(list)));
    }

    private static @Nullable Draft parentOf(CrmRecord child, String pointer, Map<Long, Draft> drafts) {
        return child.value(pointer) instanceof FieldValue.Lookup(long parent) ? drafts.get(parent) : null;
    }

    private List<CrmRecord> children(String moduleName, String pointer, Collection<Long> parents) {
        ModuleDef child = model.module(moduleName);
        return access.may(child, Verb.READ) && access.findField(child, pointer).isPresent()
                ? records.pointingTo(child, child.field(pointer), parents)
                : List.of();
    }

    private void nameUsers(FieldDef field, Collection<Draft> drafts) {
        Set<Long> people = new HashSet<>();
        for (Draft draft : drafts) {
            if (draft.value(field) instanceof FieldValue.Users(List<Long> ids)) {
                people.addAll(ids);
            }
        }
        Map<Long, String> names = labels.userNames(people);
        for (Draft draft : drafts) {
            if (draft.value(field) instanceof FieldValue.Users(List<Long> ids)) {
                ids.forEach(id -> draft.label(field, id, names.getOrDefault(id, "")));
            }
        }
    }

    private void nameAnyRecords(FieldDef field, Collection<Draft> drafts) {
        Map<String, Set<Long>> pointed = new HashMap<>();
        for (Draft draft : drafts) {
            if (draft.value(field) instanceof FieldValue.AnyLookup(String module, long id)) {
                pointed.computeIfAbsent(module, _ -> new HashSet<>()).add(id);
            }
        }
        Map<FieldValue, String> names = new HashMap<>();
        pointed.forEach((target, ids) -> model.findModule(target)
                .ifPresent(module -> labels.names(module, ids)
                        .forEach((id, name) -> names.put(new FieldValue.AnyLookup(target, id), name))));
        for (Draft draft : drafts) {
            String name = names.get(draft.value(field));
            if (name != null) {
                draft.labels().put(field.apiName(), name);
            }
        }
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.PastRecord;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Walks back from the present through a record's history. */
@Component
public class PastRecords {
    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService access;
    private final HistoryStore history;

    PastRecords(RecordReaders readers, MetadataService metadata, AccessService access, HistoryStore history) {
        this.readers = readers;
        this.metadata = metadata;
        this.access = access;
        this.history = history;
    }

    /** Returns empty where the record was not there, or is out of the actor's sight. */
    public Optional<PastRecord> asOf(Actor actor, String moduleName, long id, Instant time) {
        OrgModel model = metadata.model(actor.org());
        RecordReader reader = readers.of(model, access.of(actor));
        Optional<CrmRecord> live = reader.find(moduleName, id, Bin.LIVE);
        Optional<CrmRecord> present = live.or(() -> reader.find(moduleName, id, Bin.RECYCLED));
        if (present.isEmpty()) {
            return Optional.empty();
        }
        List<HistoryEntry> entries = history.of(actor.org(), moduleName, id);
        // By versions, not by clocks, which may differ between nodes.
        long version = entries.stream()
                .filter(entry -> !entry.at().isAfter(time))
                .mapToLong(HistoryEntry::version)
                .max()
                .orElse(0);
        if (version == 0) {
            return Optional.empty();
        }
        boolean recycled = live.isEmpty();
        Map<String, FieldValue> values = new HashMap<>(present.get().values());
        Map<String, FieldDef> fields = model.module(moduleName).fieldsByName();
        for (HistoryEntry entry : entries) {
            if (entry.version() <= version) {
                break;
            }
            recycled = switch (entry.kind()) {
                case CREATED, UPDATED -> recycled;
                case DELETED -> false;
                case RESTORED -> true;
            };
            for (FieldChange change : entry.changes()) {
                FieldDef field = fields.get(change.field());
                if (field != null && values.containsKey(change.field())) {
                    values.put(change.field(), HistoryValues.read(field, change.before()));
                }
            }
        }
        stamp(values, entries, version);
        compose(model.module(moduleName), values);
        return Optional.of(
                new PastRecord(named(reader, model, present.get(), fields, values, version), recycled, time));
    }

    /**
     * An address is kept by its parts. Linked records and subform rows have histories of their own, and what is figured
     * follows from other records, which may have changed without this one.
     */
    private static void compose(ModuleDef module, Map<String, FieldValue> values) {
        for (FieldDef field : module.allFields()) {
            if (field.type().isComputed()) {
                values.remove(field.apiName());
                continue;
            }
            switch (field.kind()) {
                case ADDRESS -> {
                    FieldValue address = address(field, values);
                    values.computeIfPresent(field.apiName(), (_, _) -> address);
                }
                case LINKS, ROWS -> values.remove(field.apiName());
                case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, USER, USERS, FILES -> {}
            }
        }
    }

    private static FieldValue address(FieldDef address, Map<String, FieldValue> values) {
        SequencedMap<AddressPart, FieldValue> parts = new LinkedHashMap<>();
        for (AddressPart part : AddressPart.values()) {
            FieldValue value = values.getOrDefault(part.fieldName(address), FieldValue.NULL);
            if (!value.isNull()) {
                parts.put(part, value);
            }
        }
        return parts.isEmpty() ? FieldValue.NULL : new FieldValue.Address(parts);
    }

    /** Who changed the record last, then: moving it to the bin and back changes no field. */
    private static void stamp(Map<String, FieldValue> values, List<HistoryEntry> entries, long version) {
        entries.stream()
                .filter(entry -> entry.version() <= version)
                .filter(entry -> entry.kind() == HistoryEntry.Kind.CREATED || entry.kind() == HistoryEntry.Kind.UPDATED)
                .findFirst()
                .ifPresent(entry -> {
                    values.computeIfPresent(
                            SystemField.MODIFIED_TIME.apiName(), (_, _) -> new FieldValue.DateTime(entry.at()));
                    values.computeIfPresent(
                            SystemField.MODIFIED_BY.apiName(), (_, _) -> new FieldValue.Lookup(entry.actorId()));
                });
    }

    private static CrmRecord named(
            RecordReader reader,
            OrgModel model,
            CrmRecord present,
            Map<String, FieldDef> fields,
            Map<String, FieldValue> values,
            long version) {
        SequencedMap<String, FieldValue> ordered = new LinkedHashMap<>();
        Map<String, String> labels = new HashMap<>();
        present.values().forEach((name, now) -> {
            FieldValue then = values.get(name);
            if (then == null) {
                return;
            }
            ordered.put(name, then);
            String label = then.equals(now) ? present.labels().getOrDefault(name, "") : "";
            FieldDef field = fields.get(name);
            if (label.isEmpty()
                    && field != null
                    && field.isLookup()
                    && then instanceof FieldValue.Lookup(long target)) {
                label = reader.namesInScope(model.module(field.target()), Set.of(target))
                        .getOrDefault(target, "");
            }
            if (!label.isEmpty()) {
                labels.put(name, label);
            }
        });
        return new CrmRecord(present.module(), present.id(), version, ordered, labels);
    }
}

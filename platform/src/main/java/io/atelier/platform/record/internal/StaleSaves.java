package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.FieldConflict;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordChange.ConflictPolicy;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.record.spi.SaveRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one request that were made on older versions: takes out what nobody else touched, and says of the rest what
 * it was, is, and would have become. Knows only fields that exist for the actor.
 */
final class StaleSaves {
    private final OrgId org;
    private final Access access;
    private final HistoryStore history;

    StaleSaves(OrgId org, Access access, HistoryStore history) {
        this.org = org;
        this.access = access;
        this.history = history;
    }

    OfModule of(ModuleDef module) {
        return new OfModule(module);
    }

    /** Rejects a row that has another version than the one that is meant; empty means any. */
    static void requireVersion(SaveRow row, OptionalLong meant) {
        long now = row.version() - 1;
        if (!row.isRejected() && meant.isPresent() && meant.getAsLong() != now) {
            row.reject(modified(now, meant.getAsLong()));
        }
    }

    private static Violation modified(long now, long made) {
        return new Violation(
                ErrorCode.RECORD_MODIFIED,
                "version",
                "Somebody changed the record meanwhile: it is at version " + now + ", your change was made on " + made
                        + ". Load it again and repeat the change.");
    }

    /** The changes of one module's records. */
    final class OfModule {
        private final ModuleDef module;
        private final Map<Long, List<HistoryEntry>> since = new HashMap<>();
        private final Map<Integer, List<FieldConflict>> conflicts = new HashMap<>();

        private OfModule(ModuleDef module) {
            this.module = module;
        }

        /** Reads what happened to the records behind these changes, in one question. */
        void load(List<RecordChange> changes, Map<Long, StoredRow> stored) {
            Map<Long, Long> expected = new HashMap<>();
            for (RecordChange change : changes) {
                if (change instanceof RecordChange.Update update && isStale(update, stored)) {
                    expected.put(update.id(), update.expectedVersion().getAsLong());
                }
            }
            if (expected.isEmpty()) {
                return;
            }
            long oldest = expected.values().stream().min(Long::compare).orElseThrow();
            for (HistoryEntry entry : history.behind(org, module.apiName(), expected.keySet(), oldest)) {
                if (entry.version() > expected.getOrDefault(entry.recordId(), Long.MAX_VALUE)) {
                    since.computeIfAbsent(entry.recordId(), _ -> new ArrayList<>())
                            .add(entry);
                }
            }
        }

        private boolean isStale(RecordChange.Update update, Map<Long, StoredRow> stored) {
            StoredRow found = stored.get(update.id());
            return found != null
                    && update.expectedVersion().isPresent()
                    && update.expectedVersion().getAsLong() != found.version();
        }

        /** Returns which of the change's values are to be set; rejects the row where it cannot be. */
        Map<String, @Nullable Object> reconcile(SaveRow row, RecordChange.Update update, Map<Long, StoredRow> stored) {
            if (row.isRejected() || !isStale(update, stored)) {
                return update.values();
            }
            long now = stored.getOrDefault(update.id(), new StoredRow(0, false, Map.of()))
                    .version();
            long made = update.expectedVersion().getAsLong();
            Map<String, @Nullable Object> given = inParts(update.values());
            Map<String, @Nullable Object> wanted = new LinkedHashMap<>(given);
            Map<String, FieldChange> first = earliestChanges(row.id());
            List<FieldConflict> found = new ArrayList<>();
            given.forEach((name, input) -> {
                @Nullable FieldChange theirs = first.get(name);
                FieldDef field = access.findField(module, name).orElse(null);
                if (theirs == null
                        || field == null
                        || !(ValueCodec.parse(field, input) instanceof ValueCodec.Parsed.Good(FieldValue yours))) {
                    return;
                }
                FieldValue base = HistoryValues.read(field, theirs.before());
                FieldValue current = row.before(name);
                if (yours.equals(base) && !yours.equals(current)) {
                    wanted.remove(name); // not changed by this actor: what the others made of it stays
                } else if (!yours.equals(current)) {
                    found.add(new FieldConflict(
                            name, theirs.before(), ValueCodec.toApi(current), ValueCodec.toApi(yours)));
                }
            });
            // A version that the record never had was made on nothing: there is no telling what changed since.
            boolean known = made >= 1 && made < now && isComplete(row.id(), made, now);
            if (update.onConflict() == ConflictPolicy.REFUSE || !found.isEmpty() || !known) {
                conflicts.put(row.index(), found);
                row.reject(modified(now, made));
            }
            return wanted;
        }

        /** Returns what was refused for being changed by two, by the row's place in the request. */
        Map<Integer, List<FieldConflict>> conflicts() {
            return conflicts;
        }

        /** An address is kept by its parts, and two people may well change two of them. */
        private Map<String, @Nullable Object> inParts(Map<String, @Nullable Object> values) {
            Map<String, @Nullable Object> parts = new LinkedHashMap<>();
            values.forEach((name, input) -> {
                Optional<FieldDef> address =
                        access.findField(module, name).filter(field -> field.kind() == ValueKind.ADDRESS);
                if (address.isPresent() && input == null) {
                    Arrays.stream(AddressPart.values()).forEach(part -> parts.put(part.fieldName(address.get()), null));
                } else if (address.isPresent()
                        && input instanceof Map<?, ?> map
                        && map.keySet().stream()
                                .allMatch(key ->
                                        AddressPart.of(String.valueOf(key)).isPresent())) {
                    map.forEach((key, value) -> parts.put(
                            AddressPart.of(String.valueOf(key)).orElseThrow().fieldName(address.get()), value));
                } else {
                    parts.put(name, input);
                }
            });
            return parts;
        }

        private boolean isComplete(long id, long made, long now) {
            return since.getOrDefault(id, List.of()).size() == now - made;
        }

        /** The first change of each field: what it says was before is what the actor had on the screen. */
        private Map<String, FieldChange> earliestChanges(long id) {
            Map<String, FieldChange> earliest = new HashMap<>();
            // Newest first: the last one put is the first that happened.
            since.getOrDefault(id, List.of())
                    .forEach(entry -> entry.changes().forEach(change -> earliest.put(change.field(), change)));
            return earliest;
        }
    }
}

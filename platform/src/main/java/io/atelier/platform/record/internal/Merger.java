package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.MergePreview;
import io.atelier.platform.record.MergeResult;
import io.atelier.platform.record.MergeService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes one record of several: values by choice, links moved, the others into the recycle bin, all one operation. */
@Component
public class Merger {
    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final WritePipeline pipeline;
    private final OperationStore operations;
    private final BinStore bin;
    private final Links links;
    private final RecordLocks locks;
    private final Transactions transactions;
    private final InstantSource clock;

    Merger(
            RecordReaders readers,
            MetadataService metadata,
            AccessService accessService,
            WritePipeline pipeline,
            OperationStore operations,
            BinStore bin,
            Links links,
            RecordLocks locks,
            Transactions transactions,
            InstantSource clock) {
        this.readers = readers;
        this.metadata = metadata;
        this.accessService = accessService;
        this.pipeline = pipeline;
        this.operations = operations;
        this.bin = bin;
        this.links = links;
        this.locks = locks;
        this.transactions = transactions;
        this.clock = clock;
    }

    public MergeResult merge(Actor actor, String module, long master, List<Long> others, Map<String, Long> choices) {
        return transactions.run(() -> new Merge(actor, module, master, others, choices).write());
    }

    public MergePreview preview(Actor actor, String module, long master, List<Long> others, Map<String, Long> choices) {
        return transactions.tryOut(() -> new Merge(actor, module, master, others, choices).preview());
    }

    /** Returns the records, as far as the actor may see them, that were merged into one and are in the bin still. */
    public List<Long> mergedInto(Actor actor, String moduleName, long id) {
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(moduleName);
        List<Long> merged = bin.mergedInto(actor.org(), moduleName, id);
        if (merged.isEmpty()) {
            return merged;
        }
        Set<Long> seen = readers.of(model, accessService.of(actor)).inScope(module, merged);
        return merged.stream().filter(seen::contains).toList();
    }

    private final class Merge {
        private final Actor actor;
        private final OrgModel model;
        private final ModuleDef module;
        private final Access access;
        private final long master;
        private final Set<Long> others;
        private final Set<Long> all = new LinkedHashSet<>();
        private final Map<String, Long> choices;
        private final Map<Long, StoredRow> rows;

        Merge(Actor actor, String moduleName, long master, List<Long> others, Map<String, Long> choices) {
            this.actor = actor;
            this.model = metadata.model(actor.org());
            this.module = model.module(moduleName);
            this.access = accessService.of(actor);
            this.master = master;
            this.others = new LinkedHashSet<>(others);
            this.choices = choices;
            all.add(master);
            all.addAll(others);
            authorize(others);
            rows = readers.of(model, access).lock(module, all, RowLocks.Strength.REMOVE);
            for (long id : all) {
                StoredRow row = rows.get(id);
                if (row == null || row.deleted()) {
                    throw new PlatformException(
                            ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(id)));
                }
            }
            RecordReader reader = readers.of(model, access);
            boolean allowed =
                    reader.inScope(module, this.others, AccessLevel.FULL).containsAll(this.others)
                            && reader.inScope(module, Set.of(master), AccessLevel.READ_WRITE)
                                    .contains(master);
            if (!allowed) {
                throw new PlatformException(
                        ErrorCode.NO_PERMISSION,
                        "You may see these records, but not merge all of them. Ask their owners for more access.");
            }
            locks.requireUnlocked(actor, model, module, all);
            choices.forEach(this::requireChoice);
        }

        private void authorize(List<Long> given) {
            access.require(module, Verb.READ);
            access.require(module, Verb.UPDATE);
            access.require(module, Verb.DELETE);
            access.require(Permission.MERGE);
            if (module.kind().isOwned()) {
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED, "Records that belong to others are not merged.", Map.of());
            }
            if (given.isEmpty() || given.size() > MergeService.MAX_OTHERS) {
                throw new PlatformException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "1 to 100 records are merged into another at once.",
                        Map.of("limit", MergeService.MAX_OTHERS));
            }
            if (all.size() != given.size() + 1) {
                throw new PlatformException(
                        ErrorCode.DUPLICATE_DATA, "A record stands twice among those to merge; name each once.");
            }
        }

        private void requireChoice(String name, Long id) {
            FieldDef field = access.findField(module, name)
                    .orElseThrow(() -> new PlatformException(
                            ErrorCode.INVALID_FIELD, "The module has no such field.", Map.of("api_name", name)));
            if (!all.contains(id)) {
                throw new PlatformException(
                        ErrorCode.INVALID_DATA,
                        "A value is chosen from one of the records that are merged.",
                        Map.of("api_name", name));
            }
            if (!access.mayWrite(module, field) || !isMergeable(field)) {
                throw new PlatformException(
                        ErrorCode.NO_PERMISSION, "This field is read only.", Map.of("api_name", name));
            }
        }

        private boolean isMergeable(FieldDef field) {
            return field.isStored()
                    && !HistoryValues.isDerived(field)
                    && field.type() != FieldType.AUTONUMBER
                    && (!field.system() || field.apiName().equals(SystemField.OWNER.apiName()));
        }

        /** Where each field's value comes from: as chosen, else the master's, else the first that has one. */
        private Map<FieldDef, Long> sources() {
            Map<FieldDef, Long> sources = new LinkedHashMap<>();
            for (FieldDef field : module.allFields()) {
                if (isMergeable(field)) {
                    Long chosen = choices.get(field.apiName());
                    sources.put(field, chosen == null ? firstWithValue(field) : chosen);
                }
            }
            return sources;
        }

        private long firstWithValue(FieldDef field) {
            return all.stream()
                    .filter(id -> !value(id, field).isNull())
                    .findFirst()
                    .orElse(master);
        }

        private FieldValue value(long id, FieldDef field) {
            StoredRow row = rows.get(id);
            return row == null ? FieldValue.NULL : row.values().getOrDefault(field.apiName(), FieldValue.NULL);
        }

        /** A record that pointed to one that it becomes one with would point to itself. */
        private FieldValue merged(FieldDef field, long source) {
            FieldValue value = value(source, field);
            boolean loop = switch (value) {
                case FieldValue.Lookup(long id)
                when field.isLookup() -> field.target().equals(module.apiName()) && isLoop(id, source);
                case FieldValue.AnyLookup(String target, long id) ->
                    target.equals(module.apiName()) && isLoop(id, source);
                case FieldValue _ -> false;
            };
            return loop ? FieldValue.NULL : value;
        }

        private boolean isLoop(long pointedTo, long source) {
            return others.contains(pointedTo) || pointedTo == master && source != master;
        }

        private FieldValue own(FieldDef field) {
            return value(master, field);
        }

        private Map<String, @Nullable Object> changes() {
            Map<String, @Nullable Object> changes = new LinkedHashMap<>();
            sources().forEach((field, source) -> {
                FieldValue value = merged(field, source);
                if (!value.equals(own(field))) {
                    changes.put(field.apiName(), ValueCodec.toApi(value));
                }
            });
            return changes;
        }

        MergePreview preview() {
            List<MergePreview.Field> fields = new ArrayList<>();
            sources().forEach((field, source) -> {
                if (access.findField(module, field.apiName()).isPresent()) {
                    Map<Long, @Nullable Object> values = new LinkedHashMap<>();
                    all.forEach(id -> values.put(id, ValueCodec.toApi(value(id, field))));
                    fields.add(new MergePreview.Field(field.apiName(), values, source, access.mayWrite(module, field)));
                }
            });
            return new MergePreview(fields, links.count(model, module, others, access));
        }

        MergeResult write() {
            Map<String, @Nullable Object> changes = changes();
            long operation = operations.insert(
                    actor, OperationKind.MERGE, clock.instant(), OptionalLong.empty(), OptionalLong.empty());
            Links.Move move =
                    new Links.Move(module, others, OptionalLong.of(master), all, OperationKind.MERGE, operation);
            long moved = links.move(actor, model, move, access);
            // The others go first: they may hold a value that only one record in use can have.
            delete(operation);
            long version = update(operation, changes);
            return new MergeResult(operation, master, version, List.copyOf(others), moved);
        }

        private void delete(long operation) {
            List<RecordChange> deletions =
                    others.stream().<RecordChange>map(RecordChange.Delete::new).toList();
            WriteResult result = pipeline.write(
                    actor,
                    new WriteRequest(module.apiName(), OperationKind.MERGE, Atomicity.ALL_OR_NOTHING, deletions)
                            .continuing(operation),
                    WriteMode.PLATFORM.withNotes(Map.of(BinStore.MERGED_INTO, master)));
            result.rows().forEach(row -> {
                if (row instanceof WriteResult.Rejected rejected) {
                    throw new ViolationsException(visible(rejected.violations()));
                }
            });
        }

        /** A value that nobody chose and that is no good in the master any more stays behind. */
        private long update(long operation, Map<String, @Nullable Object> changes) {
            List<String> merged = others.stream().map(id -> Long.toString(id)).toList();
            while (true) {
                WriteResult result = pipeline.write(
                        actor,
                        new WriteRequest(
                                        module.apiName(),
                                        OperationKind.MERGE,
                                        Atomicity.ALL_OR_NOTHING,
                                        List.of(RecordChange.update(master, changes)))
                                .continuing(operation),
                        WriteMode.PLATFORM.withNotes(Map.of("merged", merged)));
                switch (result.rows().getFirst()) {
                    case WriteResult.Saved(long _, long version, var _) -> {
                        return version;
                    }
                    case WriteResult.Rejected rejected -> {
                        Optional<String> carried = rejected.violations().stream()
                                .map(Violation::path)
                                .filter(path -> changes.containsKey(path) && !choices.containsKey(path))
                                .findFirst();
                        if (carried.isEmpty()) {
                            throw new ViolationsException(visible(rejected.violations()));
                        }
                        changes.remove(carried.get());
                    }
                }
            }
        }

        private List<Violation> visible(List<Violation> violations) {
            List<Violation> seen = violations.stream()
                    .filter(violation -> module.findField(violation.path()).isEmpty()
                            || access.findField(module, violation.path()).isPresent())
                    .toList();
            return seen.isEmpty()
                    ? List.of(new Violation(ErrorCode.NOT_ALLOWED, "", "A rule of the module refuses the merge."))
                    : seen;
        }
    }
}

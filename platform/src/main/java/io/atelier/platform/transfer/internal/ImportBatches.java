package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Folding;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.Upsert;
import io.atelier.platform.record.UpsertResult;
import io.atelier.platform.record.UpsertService;
import io.atelier.platform.record.ValueMatch;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Mode;
import io.atelier.platform.transfer.ImportStatus.State;
import io.atelier.platform.transfer.RowPreview;
import io.atelier.platform.transfer.ValueFormat;
import io.atelier.platform.transfer.internal.ImportStore.Counts;
import io.atelier.platform.transfer.internal.ImportStore.RejectedRow;
import io.atelier.platform.transfer.internal.ImportStore.RowOutcome;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes one batch of an import and how far the import is now, both or neither. */
@Service
public class ImportBatches {
    private static final String JOB_SUBJECT = "import:";

    private final ImportStore store;
    private final RecordService records;
    private final UpsertService upserts;
    private final MetadataService metadata;
    private final OrgService orgs;
    private final UserService users;
    private final Notices notices;

    ImportBatches(
            ImportStore store,
            RecordService records,
            UpsertService upserts,
            MetadataService metadata,
            OrgService orgs,
            UserService users,
            Notices notices) {
        this.store = store;
        this.records = records;
        this.upserts = upserts;
        this.metadata = metadata;
        this.orgs = orgs;
        this.users = users;
        this.notices = notices;
    }

    @Transactional(readOnly = true)
    public Optional<ImportRow> find(OrgId org, long id) {
        return store.find(org, id);
    }

    @Transactional
    public void end(OrgId org, long id, State state, String message) {
        store.end(org, id, state, message);
        notices.publish(new Notice(org, Notice.Topic.JOB, JOB_SUBJECT + id));
    }

    /**
     * Writes rows that stand at {@code position} of the file.
     *
     * @return false, with nothing written, if another run of this import was there first
     */
    @Transactional
    public boolean write(OrgId org, long id, long position, List<CsvRows.Row> rows) {
        ImportRow row = store.lock(org, id).orElseThrow();
        if (row.status().state().isOver() || row.status().done() != position) {
            return false;
        }
        Actor actor = Actor.person(org, row.status().startedBy())
                .through(Channel.IMPORT, row.status().fileName());
        Batch batch = new Batch(actor, row.plan(), row.headers().size(), position, row.operation());
        Counts counts = batch.write(rows);
        if (row.operation().isEmpty() && batch.operation.isPresent()) {
            store.setOperation(org, id, batch.operation.getAsLong());
        }
        store.insertRejected(org, id, batch.rejected);
        store.insertOutcomes(org, id, batch.outcomes);
        store.advance(org, id, counts);
        notices.publish(new Notice(org, Notice.Topic.JOB, JOB_SUBJECT + id));
        return true;
    }

    /** Says what would become of the first rows of a file; writes nothing. */
    @Transactional(readOnly = true)
    public List<RowPreview> tryOut(Actor actor, ImportPlan plan, FilePreview file) {
        List<CsvRows.Row> rows = new ArrayList<>();
        file.rows().forEach(cells -> rows.add(new CsvRows.Row(rows.size() + 2L, cells)));
        return new Batch(actor, plan, file.columns().size(), 0, OptionalLong.empty()).tryOut(rows);
    }

    /** A row that may become a record. */
    private record Candidate(int index, Map<String, @Nullable Object> values) {}

    private final class Batch {
        private final Actor actor;
        private final ImportPlan plan;
        private final int width;
        private final long position;
        private final OrgModel model;
        private final ModuleDef module;
        private final List<RejectedRow> rejected = new ArrayList<>();
        private final List<RowOutcome> outcomes = new ArrayList<>();
        private List<CsvRows.Row> rows = List.of();
        private int created;
        private int updated;
        private int skipped;
        private OptionalLong operation;

        Batch(Actor actor, ImportPlan plan, int width, long position, OptionalLong operation) {
            this.actor = actor;
            this.plan = plan;
            this.width = width;
            this.position = position;
            this.operation = operation;
            this.model = metadata.model(actor.org());
            this.module = model.module(plan.module());
        }

        Counts write(List<CsvRows.Row> batch) {
            rows = batch;
            if (KnownRecords.areAsked(plan)) {
                writeKnown(resolved(read()));
                return new Counts(created, updated, skipped, rejected.size());
            }
            List<Candidate> candidates = resolved(read());
            if (!candidates.isEmpty()) {
                UpsertResult result = upserts.upsert(actor, upsert(candidates));
                operation = result.operation();
                for (int i = 0; i < candidates.size(); i++) {
                    count(candidates.get(i), result.rows().get(i));
                }
            }
            return new Counts(created, updated, skipped, rejected.size());
        }

        private Upsert upsert(List<Candidate> candidates) {
            List<Map<String, @Nullable Object>> wanted = new ArrayList<>();
            for (Candidate candidate : candidates) {
                wanted.add(candidate.values());
            }
            ImportPlan.Duplicates duplicates = plan.duplicates();
            return new Upsert(
                    module.apiName(),
                    WriteRequest.OperationKind.IMPORT,
                    duplicates.mode() == Mode.SKIP ? Upsert.OnMatch.SKIP : Upsert.OnMatch.UPDATE,
                    duplicates.mode() == Mode.NONE ? List.of() : List.of(duplicates.field()),
                    wanted,
                    operation);
        }

        private void count(Candidate candidate, UpsertResult.Row row) {
            switch (row) {
                case UpsertResult.Created(WriteResult.Saved record) -> saved(candidate.index(), record, true);
                case UpsertResult.Updated(WriteResult.Saved record, String _) ->
                    saved(candidate.index(), record, false);
                case UpsertResult.Skipped _ -> skipped++;
                case UpsertResult.Rejected(List<Violation> violations) ->
                    reject(
                            candidate.index(),
                            violations.stream()
                                    .map(violation -> violation.path() + ": " + violation.message())
                                    .toList());
            }
        }

        List<RowPreview> tryOut(List<CsvRows.Row> batch) {
            rows = batch;
            Map<Long, RowPreview> previews = new TreeMap<>();
            for (Candidate candidate : resolved(read())) {
                CsvRows.Row row = rows.get(candidate.index());
                previews.put(row.line(), tryOut(row, candidate.values()));
            }
            for (RejectedRow refused : rejected) {
                CsvRows.Row row = rows.get((int) refused.position());
                previews.put(row.line(), new RowPreview(row.line(), Map.of(), cells(row), refused.reasons()));
            }
            return List.copyOf(previews.values());
        }

        private RowPreview tryOut(CsvRows.Row row, Map<String, @Nullable Object> given) {
            Map<String, FieldValue> values = new LinkedHashMap<>();
            List<String> problems = new ArrayList<>();
            given.forEach((name, value) -> {
                switch (ValueCodec.parse(module.field(name), value)) {
                    case ValueCodec.Parsed.Good(FieldValue good) -> values.put(name, good);
                    case ValueCodec.Parsed.Bad(ErrorCode _, String message) -> problems.add(name + ": " + message);
                }
            });
            if (plan.duplicates().mode() != Mode.UPDATE) {
                module.fields().stream()
                        .filter(field -> field.required() && !field.system() && !field.readOnly())
                        .filter(field -> field.defaultValue().isEmpty() && !given.containsKey(field.apiName()))
                        .forEach(field -> problems.add(field.apiName() + ": This field needs a value."));
            }
            return new RowPreview(row.line(), problems.isEmpty() ? values : Map.of(), cells(row), problems);
        }

        private Map<String, String> cells(CsvRows.Row row) {
            Map<String, String> cells = new LinkedHashMap<>();
            if (row.cells().size() == width) {
                plan.mappings()
                        .forEach(mapping ->
                                cells.put(mapping.field(), row.cells().get(mapping.column())));
            }
            return cells;
        }

        private List<Candidate> read() {
            ZoneId zone = orgs.get(actor.org()).zone();
            Map<Mapping, CellReader> readers = new LinkedHashMap<>();
            plan.filling()
                    .forEach(mapping ->
                            readers.put(mapping, reader(module.field(mapping.field()), mapping.format(), zone)));
            Map<String, CellReader.Outcome> constants = constants(zone);
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                CsvRows.Row row = rows.get(i);
                if (row.isBlank()) {
                    skipped++;
                } else if (row.cells().size() != width) {
                    reject(i, List.of("The row has " + row.cells().size() + " cells, the header has " + width + "."));
                } else {
                    readRow(i, row, readers, constants, candidates);
                }
            }
            return candidates;
        }

        private CellReader reader(FieldDef field, ValueFormat format, ZoneId zone) {
            return new CellReader(field, format, zone, !plan.options().forPrograms());
        }

        private Map<String, CellReader.Outcome> constants(ZoneId zone) {
            Map<String, CellReader.Outcome> constants = new LinkedHashMap<>();
            plan.options().constants().forEach((name, cell) -> {
                FieldDef field = module.field(name);
                ValueFormat format = ProgramFormats.of(field.kind(), Optional.empty());
                constants.put(name, reader(field, format, zone).read(cell));
            });
            return constants;
        }

        private void readRow(
                int index,
                CsvRows.Row row,
                Map<Mapping, CellReader> readers,
                Map<String, CellReader.Outcome> constants,
                List<Candidate> candidates) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            List<String> reasons = new ArrayList<>();
            readers.forEach((mapping, reader) -> {
                switch (reader.read(row.cells().get(mapping.column()))) {
                    case CellReader.Outcome.Value(Object value) -> values.put(mapping.field(), value);
                    case CellReader.Outcome.Empty()
                    when plan.options().emptiesClear() -> values.put(mapping.field(), null);
                    case CellReader.Outcome.Empty() -> {}
                    case CellReader.Outcome.Unreadable(String reason) -> reasons.add(mapping.field() + ": " + reason);
                }
            });
            constants.forEach((name, constant) -> {
                switch (constant) {
                    case CellReader.Outcome.Value(Object value) -> values.putIfAbsent(name, value);
                    case CellReader.Outcome.Empty() -> {}
                    case CellReader.Outcome.Unreadable(String reason) -> reasons.add(name + ": " + reason);
                }
            });
            if (reasons.isEmpty()) {
                candidates.add(new Candidate(index, values));
            } else {
                reject(index, reasons);
            }
        }

        /** Turns names in lookup columns into ids; a text of digits is an id already. */
        private List<Candidate> resolved(List<Candidate> candidates) {
            List<Candidate> left = candidates;
            for (Mapping mapping : plan.filling()) {
                FieldDef field = module.field(mapping.field());
                if (field.type() == FieldType.LOOKUP || field.type() == FieldType.OWNERLOOKUP) {
                    left = resolved(left, field);
                }
            }
            return left;
        }

        private List<Candidate> resolved(List<Candidate> candidates, FieldDef field) {
            Set<String> names = new HashSet<>();
            candidates.forEach(candidate -> {
                if (candidate.values().get(field.apiName()) instanceof String name && !isId(name)) {
                    names.add(name);
                }
            });
            if (names.isEmpty()) {
                return candidates;
            }
            Map<String, ValueMatch> found = field.isLookup() ? recordsByName(field, names) : usersByName();
            List<Candidate> left = new ArrayList<>();
            for (Candidate candidate : candidates) {
                Object value = candidate.values().get(field.apiName());
                if (!(value instanceof String name) || isId(name)) {
                    left.add(candidate);
                    continue;
                }
                ValueMatch match = found.get(folded(name));
                if (match != null && match.isOnly()) {
                    candidate.values().put(field.apiName(), Long.toString(match.id()));
                    left.add(candidate);
                } else {
                    reject(
                            candidate.index(),
                            List.of(field.apiName() + ": "
                                    + (match == null ? "There is nothing of this name." : "Several have this name.")));
                }
            }
            return left;
        }

        private Map<String, ValueMatch> recordsByName(FieldDef lookup, Set<String> names) {
            ModuleDef target = model.module(lookup.target());
            FieldDef display = target.field(target.displayField());
            List<FieldValue> values = new ArrayList<>();
            for (String name : names) {
                if (ValueCodec.parse(display, name) instanceof ValueCodec.Parsed.Good(FieldValue value)) {
                    values.add(value);
                }
            }
            Map<String, ValueMatch> found = new HashMap<>();
            records.matches(actor, target.apiName(), display.apiName(), values)
                    .forEach((value, match) -> found.put(text(value), match));
            return found;
        }

        private Map<String, ValueMatch> usersByName() {
            Map<String, ValueMatch> found = new HashMap<>();
            for (User user : users.all(actor.org())) {
                if (user.active()) {
                    ValueMatch one = new ValueMatch(user.id().value(), 1);
                    Stream.of(folded(user.email()), folded(user.name()))
                            .distinct()
                            .forEach(name -> found.merge(name, one, (first, _) -> new ValueMatch(first.id(), 2)));
                }
            }
            return found;
        }

        private void countKnown(List<Candidate> written, List<RecordChange> changes, WriteResult result) {
            for (int i = 0; i < written.size(); i++) {
                boolean isNew = changes.get(i) instanceof RecordChange.Create;
                switch (result.rows().get(i)) {
                    case WriteResult.Saved saved -> saved(written.get(i).index(), saved, isNew);
                    case WriteResult.Rejected refusal ->
                        reject(
                                written.get(i).index(),
                                refusal.violations().stream()
                                        .map(violation -> violation.path() + ": " + violation.message())
                                        .toList());
                }
            }
        }

        private void saved(int index, WriteResult.Saved saved, boolean isNew) {
            if (isNew) {
                created++;
            } else {
                updated++;
            }
            if (plan.options().forPrograms()) {
                outcomes.add(new RowOutcome(position + index, isNew, saved.id()));
            }
        }

        /** Changes the records that rows name; where the plan lets it, a row that names none makes one. */
        private void writeKnown(List<Candidate> candidates) {
            KnownRecords known = new KnownRecords(records, actor, module, plan);
            List<KnownRecords.Named> named = known.find(
                    candidates.stream().map(Candidate::values).toList(),
                    candidates.stream()
                            .map(candidate -> rows.get(candidate.index()).cells())
                            .toList());
            List<Integer> left = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if (named.get(i) instanceof KnownRecords.Named.Refused(String reason)) {
                    reject(candidates.get(i).index(), List.of(reason));
                } else {
                    left.add(i);
                }
            }
            while (!left.isEmpty()) {
                left = writeKnown(candidates, named, left);
            }
        }

        /** Writes each record once and returns the rows that name one of these again. */
        private List<Integer> writeKnown(
                List<Candidate> candidates, List<KnownRecords.Named> named, List<Integer> left) {
            List<Candidate> written = new ArrayList<>();
            List<RecordChange> changes = new ArrayList<>();
            List<Integer> later = new ArrayList<>();
            Set<Long> taken = new HashSet<>();
            for (int i : left) {
                Candidate candidate = candidates.get(i);
                if (!(named.get(i) instanceof KnownRecords.Named.Record(long id))) {
                    changes.add(RecordChange.create(candidate.values()));
                    written.add(candidate);
                } else if (taken.add(id)) {
                    changes.add(RecordChange.update(id, candidate.values()));
                    written.add(candidate);
                } else {
                    later.add(i);
                }
            }
            WriteRequest request = new WriteRequest(
                    module.apiName(), WriteRequest.OperationKind.IMPORT, WriteRequest.Atomicity.EACH_ROW, changes);
            WriteResult result =
                    records.write(actor, operation.isPresent() ? request.continuing(operation.getAsLong()) : request);
            if (result.operationId() != 0) {
                operation = OptionalLong.of(result.operationId());
            }
            countKnown(written, changes, result);
            return later;
        }

        private void reject(int index, List<String> reasons) {
            CsvRows.Row row = rows.get(index);
            rejected.add(new RejectedRow(position + index, row.line(), row.cells(), reasons));
        }
    }

    private static String text(FieldValue value) {
        return folded(String.valueOf(ValueCodec.toApi(value)));
    }

    private static String folded(String text) {
        return Folding.folded(text.strip());
    }

    private static boolean isId(String text) {
        return text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Says that an import cannot go on, for a reason that a person can mend. */
    static boolean isFinal(PlatformException e) {
        return e.code() != ErrorCode.UNAVAILABLE && e.code() != ErrorCode.INTERNAL_ERROR;
    }
}

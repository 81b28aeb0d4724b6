package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Folding;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.Upsert;
import io.atelier.platform.record.UpsertResult;
import io.atelier.platform.record.ValueMatch;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One upsert: rows that have a key in common are written one after the other, the rest together. */
public final class UpsertRun {
    private final RecordService records;
    private final KeyLocks locks;
    private final Actor actor;
    private final Upsert upsert;
    private final List<FieldDef> keys;
    private final Map<Integer, UpsertResult.Row> outcomes = new TreeMap<>();
    private OptionalLong operation;

    /** @param keys the upsert's, which the actor may see */
    public UpsertRun(RecordService records, KeyLocks locks, Actor actor, Upsert upsert, List<FieldDef> keys) {
        this.records = records;
        this.locks = locks;
        this.actor = actor;
        this.upsert = upsert;
        this.keys = keys;
        this.operation = upsert.operation();
    }

    /** A field and its value, in a form that is the same for values that match. */
    private record Key(String field, FieldValue value) {}

    /**
     * @param id of the record, where the row names it
     * @param keys in the order in which they are asked
     */
    private record Candidate(int index, OptionalLong id, Map<String, @Nullable Object> values, List<Key> keys) {}

    /** @param field the key that found it */
    private record Match(String field, ValueMatch record) {}

    /** A change, whose it is and what found its record. */
    private record Step(Candidate candidate, RecordChange change, String field) {}

    /** Inside the caller's transaction. */
    public UpsertResult write() {
        List<Candidate> candidates = candidates();
        locks.take(
                actor.org(),
                upsert.module(),
                candidates.stream()
                        .flatMap(candidate -> candidate.keys().stream())
                        .map(Key::value)
                        .toList());
        while (!candidates.isEmpty()) {
            candidates = round(candidates);
        }
        return new UpsertResult(operation, List.copyOf(outcomes.values()));
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < upsert.rows().size(); i++) {
            Map<String, @Nullable Object> values =
                    new LinkedHashMap<>(upsert.rows().get(i));
            OptionalLong id =
                    values.remove(Upsert.ID) instanceof Long named ? OptionalLong.of(named) : OptionalLong.empty();
            List<Key> found = new ArrayList<>();
            List<Violation> wrong = new ArrayList<>();
            for (FieldDef field : keys) {
                switch (ValueCodec.parse(field, values.get(field.apiName()))) {
                    case ValueCodec.Parsed.Good(FieldValue value)
                    when !value.isNull() -> found.add(new Key(field.apiName(), folded(value)));
                    case ValueCodec.Parsed.Good _ -> {} // an empty value is nobody's
                    case ValueCodec.Parsed.Bad(ErrorCode code, String message) ->
                        wrong.add(new Violation(code, field.apiName(), message));
                }
            }
            if (wrong.isEmpty()) {
                candidates.add(new Candidate(i, id, values, found));
            } else {
                outcomes.put(i, new UpsertResult.Rejected(wrong));
            }
        }
        return candidates;
    }

    /** Writes the first row of each key; the others of the same key must see what became of it. */
    private List<Candidate> round(List<Candidate> candidates) {
        List<Candidate> now = new ArrayList<>();
        List<Candidate> later = new ArrayList<>();
        Set<Key> seen = new HashSet<>();
        for (Candidate candidate : candidates) {
            boolean first = candidate.keys().stream().noneMatch(seen::contains);
            seen.addAll(candidate.keys());
            (first ? now : later).add(candidate);
        }
        Map<Key, ValueMatch> there = matches(now);
        List<Step> steps = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        for (Candidate candidate : now) {
            Optional<Match> match = match(candidate, there);
            if (match.isEmpty()) {
                steps.add(new Step(candidate, RecordChange.create(candidate.values()), ""));
            } else if (upsert.onMatch() == Upsert.OnMatch.SKIP) {
                outcomes.put(candidate.index(), new UpsertResult.Skipped());
            } else if (!match.get().record().isOnly()) {
                outcomes.put(candidate.index(), ambiguous(match.get().field()));
            } else if (taken.add(match.get().record().id())) {
                steps.add(new Step(
                        candidate,
                        RecordChange.update(match.get().record().id(), candidate.values()),
                        match.get().field()));
            } else {
                later.add(candidate); // found by another key, and changed by a row before this one
            }
        }
        write(steps);
        later.sort(Comparator.comparingInt(Candidate::index));
        return later;
    }

    private Map<Key, ValueMatch> matches(List<Candidate> candidates) {
        Map<String, Set<FieldValue>> wanted = new LinkedHashMap<>();
        candidates.forEach(candidate -> candidate
                .keys()
                .forEach(key -> wanted.computeIfAbsent(key.field(), _ -> new HashSet<>())
                        .add(key.value())));
        Map<Key, ValueMatch> found = new HashMap<>();
        wanted.forEach((field, values) -> records.matches(actor, upsert.module(), field, values)
                .forEach((value, match) -> found.put(new Key(field, value), match)));
        return found;
    }

    private static Optional<Match> match(Candidate candidate, Map<Key, ValueMatch> there) {
        if (candidate.id().isPresent()) {
            return Optional.of(
                    new Match(Upsert.ID, new ValueMatch(candidate.id().getAsLong(), 1)));
        }
        for (Key key : candidate.keys()) {
            @Nullable ValueMatch found = there.get(key);
            if (found != null) {
                return Optional.of(new Match(key.field(), found));
            }
        }
        return Optional.empty();
    }

    private static UpsertResult.Rejected ambiguous(String field) {
        return new UpsertResult.Rejected(List.of(new Violation(
                ErrorCode.DUPLICATE_DATA,
                field,
                "Several records have this value; it is not clear which one to change.")));
    }

    private void write(List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        WriteRequest request = new WriteRequest(
                upsert.module(),
                upsert.kind(),
                WriteRequest.Atomicity.EACH_ROW,
                steps.stream().map(Step::change).toList());
        WriteResult result =
                records.write(actor, operation.isPresent() ? request.continuing(operation.getAsLong()) : request);
        if (result.operationId() != 0) {
            operation = OptionalLong.of(result.operationId());
        }
        for (int i = 0; i < steps.size(); i++) {
            outcomes.put(
                    steps.get(i).candidate().index(),
                    outcome(steps.get(i), result.rows().get(i)));
        }
    }

    private static UpsertResult.Row outcome(Step step, WriteResult.Row row) {
        return switch (row) {
            case WriteResult.Saved saved when step.field().isEmpty() -> new UpsertResult.Created(saved);
            case WriteResult.Saved saved -> new UpsertResult.Updated(saved, step.field());
            case WriteResult.Rejected(List<Violation> violations) -> new UpsertResult.Rejected(violations);
        };
    }

    /** Texts tell records apart without regard to case. */
    private static FieldValue folded(FieldValue value) {
        return value instanceof FieldValue.Text(String text) ? new FieldValue.Text(Folding.folded(text)) : value;
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.spi.JoinedChange;
import io.atelier.platform.record.spi.JoinsSave;
import io.atelier.platform.record.spi.SaveRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All writes of one save, in the order in which they follow from each other, and each record as it is left by them. */
final class SaveStages {
    private final List<SaveStage> stages = new ArrayList<>();
    private final Map<String, Map<Long, SaveRow>> joined = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    /** What a participant could not join, and why, by record. */
    record Refusal(JoinsSave participant, JoinedChange change, Map<Long, Violation> reasons) {}

    /** Makes a stage of what is joined, if anything of it can be done. */
    interface Preparation {
        SaveBatch prepare(JoinedChange change, StoredRows latest);

        SaveStage begin(JoinedChange change, SaveBatch batch, SaveStage cause);
    }

    SaveStages(SaveStage first, Collection<JoinsSave> participants, Preparation preparation) {
        add(first, participants, preparation);
    }

    private void add(SaveStage stage, Collection<JoinsSave> participants, Preparation preparation) {
        stages.add(stage);
        List<SaveBatch> parts = written(stage);
        for (SaveBatch part : parts) {
            Map<Long, SaveRow> rows = joined.computeIfAbsent(part.module().apiName(), _ -> new LinkedHashMap<>());
            part.good().forEach(row -> rows.merge(row.id(), row, SaveRow::followedBy));
        }
        for (SaveBatch part : parts) {
            for (JoinsSave participant : participants) {
                for (JoinedChange change : participant.joined(stage.actor(), part.good())) {
                    SaveBatch batch = preparation.prepare(change, this::latest);
                    note(participant, change, batch);
                    if (!batch.good().isEmpty()) {
                        add(preparation.begin(change, batch, stage), participants, preparation);
                    }
                }
            }
        }
    }

    private Map<Long, StoredRow> latest(ModuleDef module, Collection<Long> ids, RowLocks.Strength strength) {
        Map<Long, StoredRow> latest = new HashMap<>();
        joined.getOrDefault(module.apiName(), Map.of()).forEach((id, row) -> {
            if (ids.contains(id)) {
                latest.put(id, new StoredRow(row.version(), false, row.values()));
            }
        });
        return latest;
    }

    private void note(JoinsSave participant, JoinedChange change, SaveBatch batch) {
        Map<Long, Violation> reasons = new HashMap<>();
        batch.rows().stream()
                .filter(SaveRow::isRejected)
                .forEach(row -> reasons.put(row.id(), row.violations().getFirst()));
        if (!reasons.isEmpty()) {
            refusals.add(new Refusal(participant, change, reasons));
        }
    }

    static List<SaveBatch> written(SaveStage stage) {
        return stage.batch().withNested().stream()
                .filter(part -> !part.good().isEmpty())
                .toList();
    }

    List<SaveStage> all() {
        return Collections.unmodifiableList(stages);
    }

    List<Refusal> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    /** Returns what is to be stored: each record once. */
    List<SaveBatch> stored() {
        if (stages.size() == 1) {
            return written(stages.getFirst());
        }
        return joined.values().stream()
                .map(rows ->
                        new SaveBatch(rows.values().iterator().next().module(), List.copyOf(rows.values()), Map.of()))
                .toList();
    }

    /** Tells the rows of all stages what was figured when they were stored. */
    void shareFigures(SaveBatch stored, Collection<String> fields) {
        if (stages.size() == 1 || fields.isEmpty()) {
            return;
        }
        Map<Long, SaveRow> figured = new HashMap<>();
        stored.good().forEach(row -> figured.put(row.id(), row));
        for (SaveStage stage : stages) {
            for (SaveBatch part : written(stage)) {
                if (part.module().equals(stored.module())) {
                    part.good().forEach(row -> copy(figured.get(row.id()), row, fields));
                }
            }
        }
    }

    private static void copy(@Nullable SaveRow from, SaveRow to, Collection<String> fields) {
        if (from != null && from != to) {
            fields.forEach(field -> to.set(field, from.after(field)));
        }
    }
}

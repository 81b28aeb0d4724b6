package io.atelier.platform.record.internal;

import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.FieldConflict;
import io.atelier.platform.record.spi.SaveRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of one module on their way through the pipeline, and the batches of rows that belong to them. */
final class SaveBatch {
    private final ModuleDef module;
    private final List<SaveRow> rows;
    private final List<Nested> nested = new ArrayList<>();

    /**
     * Rows of a child module.
     *
     * @param links in the order of the batch's rows
     */
    record Nested(String field, SaveBatch batch, List<Link> links) {}

    /** The parent of a child row, and the child's place in the parent's request. */
    record Link(SaveRow parent, int place) {}

    private final Map<Integer, List<FieldConflict>> conflicts;

    SaveBatch(ModuleDef module, List<SaveRow> rows, Map<Integer, List<FieldConflict>> conflicts) {
        this.module = module;
        this.rows = List.copyOf(rows);
        this.conflicts = Map.copyOf(conflicts);
    }

    /** Returns the fields that somebody else changed too, by the place of the row that was rejected for it. */
    Map<Integer, List<FieldConflict>> conflicts() {
        return conflicts;
    }

    ModuleDef module() {
        return module;
    }

    List<SaveRow> rows() {
        return rows;
    }

    void nest(Nested part) {
        nested.add(part);
    }

    /** Returns this batch, then those of its children: parents are written first. */
    List<SaveBatch> withNested() {
        List<SaveBatch> all = new ArrayList<>(List.of(this));
        nested.forEach(part -> all.addAll(part.batch().withNested()));
        return all;
    }

    /** Returns the parents of the rows that move to the recycle bin, or out of it, together with them, by id. */
    Map<Long, Long> parentsOfMoved() {
        Map<Long, Long> parents = new HashMap<>();
        for (Nested part : nested) {
            for (int i = 0; i < part.links().size(); i++) {
                SaveRow child = part.batch().rows().get(i);
                SaveRow parent = part.links().get(i).parent();
                if (child.kind() == SaveRow.Kind.DELETED && parent.kind() == SaveRow.Kind.DELETED) {
                    parents.put(child.id(), parent.id());
                }
            }
            parents.putAll(part.batch().parentsOfMoved());
        }
        return parents;
    }

    List<SaveRow> good() {
        return rows.stream().filter(row -> !row.isRejected()).toList();
    }

    List<SaveRow> good(SaveRow.Kind kind) {
        return rows.stream()
                .filter(row -> row.kind() == kind && !row.isRejected())
                .toList();
    }

    /** A record and its rows are written together or not at all. */
    void shareRejections() {
        for (Nested part : nested) {
            part.batch().shareRejections();
            for (int i = 0; i < part.links().size(); i++) {
                SaveRow child = part.batch().rows().get(i);
                Link link = part.links().get(i);
                String place = part.field() + "[" + link.place() + "].";
                child.violations()
                        .forEach(violation -> link.parent()
                                .reject(new Violation(
                                        violation.code(), place + violation.path(), violation.message())));
            }
        }
        for (Nested part : nested) {
            for (int i = 0; i < part.links().size(); i++) {
                SaveRow child = part.batch().rows().get(i);
                SaveRow parent = part.links().get(i).parent();
                if (parent.isRejected() && !child.isRejected()) {
                    parent.violations().forEach(child::reject);
                }
            }
        }
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.record.internal.OperationStore.Lineage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one field of one record, or for its being there, whether an operation can be taken back: only what stands on
 * top goes. An undo that was not itself undone takes the operation that it undoes out of the pile, and itself with it.
 */
final class UndoTrack {
    private final Set<Long> family;
    private final Map<Long, Lineage> lineage;

    /**
     * @param family the operation and all that it set off
     * @param lineage of every operation that is met
     */
    UndoTrack(Set<Long> family, Map<Long, Lineage> lineage) {
        this.family = family;
        this.lineage = lineage;
    }

    /** A change of the field: by which write, and what was there before. */
    record Touch<T>(HistoryEntry entry, @Nullable T before) {}

    /** What is to become of the field. */
    sealed interface Verdict<T> {
        /**
         * @param entry the operation's latest write of it
         * @param value what was there before the operation
         */
        record Back<T>(HistoryEntry entry, @Nullable T value) implements Verdict<T> {}

        /** Something newer stands on top. */
        record Superseded<T>() implements Verdict<T> {}

        /**
         * The operation does not stand: it never touched it, or was taken back.
         *
         * @param older an undo of something older stands here
         */
        record Nothing<T>(boolean older) implements Verdict<T> {}
    }

    /** Takes the changes of one field, the newest first, back to the operation's first. */
    <T> Verdict<T> verdict(List<Touch<T>> newestFirst) {
        Set<Long> undone = new HashSet<>();
        Set<Long> unmet = new HashSet<>();
        Verdict.@Nullable Back<T> back = null;
        for (Touch<T> touch : newestFirst) {
            long operation = touch.entry().operationId();
            if (isWithin(operation, undone)) {
                unmet.removeIf(root -> isWithin(operation, Set.of(root)));
            } else if (family.contains(operation)) {
                if (!unmet.isEmpty()) {
                    return new Verdict.Superseded<>(); // an undo of something older stands on top of it
                }
                back = new Verdict.Back<>(back == null ? touch.entry() : back.entry(), touch.before());
            } else if (back != null) {
                return back;
            } else {
                OptionalLong undoes = undoes(operation);
                if (undoes.isEmpty()) {
                    return new Verdict.Superseded<>();
                }
                undone.add(undoes.getAsLong());
                unmet.add(undoes.getAsLong());
            }
        }
        return back == null ? new Verdict.Nothing<>(!unmet.isEmpty()) : back;
    }

    private OptionalLong undoes(long operation) {
        Lineage line = lineage.get(operation);
        return line == null ? OptionalLong.empty() : line.undoes();
    }

    private boolean isWithin(long operation, Set<Long> roots) {
        OptionalLong at = OptionalLong.of(operation);
        while (at.isPresent()) {
            if (roots.contains(at.getAsLong())) {
                return true;
            }
            Lineage line = lineage.get(at.getAsLong());
            at = line == null ? OptionalLong.empty() : line.parent();
        }
        return false;
    }
}

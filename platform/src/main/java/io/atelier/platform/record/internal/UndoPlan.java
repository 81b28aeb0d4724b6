package io.atelier.platform.record.internal;

import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.record.internal.OperationStore.Lineage;
import io.atelier.platform.record.internal.UndoTrack.Touch;
import io.atelier.platform.record.internal.UndoTrack.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What history says of taking an operation back in one record; knows nothing of rights or of today's rules. */
final class UndoPlan {
    /** Whether a record was there. */
    enum Presence {
        ABSENT,
        LIVE,
        RECYCLED
    }

    private final List<HistoryEntry> entries;
    private final Set<Long> family;
    private final UndoTrack track;

    /**
     * @param entries the record's writes since the operation's first, the newest first
     */
    UndoPlan(List<HistoryEntry> entries, Set<Long> family, Map<Long, Lineage> lineage) {
        this.entries = entries;
        this.family = family;
        this.track = new UndoTrack(family, lineage);
    }

    /** Decides about the record's being there. */
    Verdict<Presence> presence() {
        List<Touch<Presence>> touches = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            before(entry.kind()).ifPresent(before -> touches.add(new Touch<>(entry, before)));
        }
        return track.verdict(touches);
    }

    private static Optional<Presence> before(HistoryEntry.Kind kind) {
        return switch (kind) {
            case CREATED -> Optional.of(Presence.ABSENT);
            case UPDATED -> Optional.empty();
            case DELETED -> Optional.of(Presence.LIVE);
            case RESTORED -> Optional.of(Presence.RECYCLED);
        };
    }

    /** Decides about each field that the operation changed in a record that was there. */
    Map<String, Verdict<Object>> fields() {
        Map<String, Verdict<Object>> verdicts = new LinkedHashMap<>();
        for (HistoryEntry entry : entries) {
            if (family.contains(entry.operationId()) && entry.kind() == HistoryEntry.Kind.UPDATED) {
                entry.changes().forEach(change -> verdicts.computeIfAbsent(change.field(), this::field));
            }
        }
        return verdicts;
    }

    /** Returns the fields that something newer than the operation set. */
    List<String> fieldsChangedSince() {
        Map<String, Boolean> superseded = new LinkedHashMap<>();
        for (HistoryEntry entry : entries) {
            for (FieldChange change : entry.changes()) {
                superseded.computeIfAbsent(change.field(), this::isChangedSince);
            }
        }
        return superseded.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isChangedSince(String name) {
        return switch (field(name)) {
            case Verdict.Superseded<Object> _ -> true;
            case Verdict.Nothing<Object>(boolean older) -> older;
            case Verdict.Back<Object> _ -> false;
        };
    }

    private Verdict<Object> field(String name) {
        List<Touch<Object>> touches = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            entry.change(name).ifPresent(change -> {
                @Nullable Object before = change.before();
                touches.add(new Touch<>(entry, before));
            });
        }
        return track.verdict(touches);
    }

    /** Says whether the operation made the record, so that its fields go with it. */
    boolean isCreated() {
        return entries.stream()
                .anyMatch(entry -> family.contains(entry.operationId()) && entry.kind() == HistoryEntry.Kind.CREATED);
    }

    /** Says whether the record was deleted or restored behind the operation's latest write of it. */
    boolean isMovedSince() {
        for (HistoryEntry entry : entries) {
            if (family.contains(entry.operationId())) {
                return false;
            }
            if (entry.kind() != HistoryEntry.Kind.UPDATED) {
                return true;
            }
        }
        return false;
    }

    /** Says whether all that the operation did to the record was to keep its links in order. */
    boolean isMaintenance() {
        return entries.stream()
                .filter(entry -> family.contains(entry.operationId()))
                .allMatch(HistoryEntry::maintenance);
    }
}

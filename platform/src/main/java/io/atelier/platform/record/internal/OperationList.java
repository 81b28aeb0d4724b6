package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Operation;
import io.atelier.platform.record.OperationChange;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.internal.HistoryStore.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Pages through operations and what they did. */
@Component
public class OperationList {
    private static final Place START = new Place("", 0, 0);

    private final RecordReaders readers;
    private final OperationStore operations;
    private final HistoryStore history;
    private final MetadataService metadata;
    private final AccessService accessService;

    OperationList(
            RecordReaders readers,
            OperationStore operations,
            HistoryStore history,
            MetadataService metadata,
            AccessService accessService) {
        this.readers = readers;
        this.operations = operations;
        this.history = history;
        this.metadata = metadata;
        this.accessService = accessService;
    }

    public OperationQuery.Page page(Actor actor, OperationQuery query, boolean everybodys) {
        List<Operation> found = operations.page(
                actor.org(),
                query,
                everybodys ? Optional.empty() : Optional.of(actor.user()),
                query.before().orElse(Long.MAX_VALUE),
                query.limit() + 1);
        List<Operation> page = found.subList(0, Math.min(query.limit(), found.size()));
        return new OperationQuery.Page(
                page,
                found.size() > query.limit() ? OptionalLong.of(page.getLast().id()) : OptionalLong.empty());
    }

    /** Reads on until the page is full or the operation ends: what the actor may not see leaves no gap. */
    public OperationChange.Page changes(Actor actor, long operationId, Optional<String> cursor, int limit) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        RecordReader reader = readers.of(model, access);
        Place behind = cursor.map(OperationList::decode).orElse(START);
        List<OperationChange> changes = new ArrayList<>();
        while (true) {
            List<HistoryEntry> entries = history.ofOperation(actor.org(), operationId, behind, limit + 1);
            Map<String, Map<Long, String>> names = names(reader, model, entries);
            for (HistoryEntry entry : entries) {
                if (changes.size() == limit) {
                    return new OperationChange.Page(changes, Optional.of(encode(behind)));
                }
                behind = new Place(entry.module(), entry.recordId(), entry.version());
                Map<Long, String> known = names.getOrDefault(entry.module(), Map.of());
                if (known.containsKey(entry.recordId())) {
                    changes.add(change(entry, model.module(entry.module()), access, known));
                }
            }
            if (entries.size() <= limit) {
                return new OperationChange.Page(changes, Optional.empty());
            }
        }
    }

    private static Map<String, Map<Long, String>> names(
            RecordReader reader, OrgModel model, List<HistoryEntry> entries) {
        Map<String, List<Long>> ids = new HashMap<>();
        entries.forEach(entry ->
                ids.computeIfAbsent(entry.module(), _ -> new ArrayList<>()).add(entry.recordId()));
        Map<String, Map<Long, String>> names = new HashMap<>();
        ids.forEach((name, records) ->
                model.findModule(name).ifPresent(module -> names.put(name, reader.namesInScope(module, records))));
        return names;
    }

    private static OperationChange change(
            HistoryEntry entry, ModuleDef module, Access access, Map<Long, String> names) {
        return new OperationChange(
                entry.module(),
                entry.recordId(),
                names.getOrDefault(entry.recordId(), ""),
                entry.kind().name().toLowerCase(Locale.ROOT),
                entry.changes().stream()
                        .filter(change ->
                                access.findField(module, change.field()).isPresent())
                        .toList());
    }

    private static String encode(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.module() + ":" + place.recordId() + ":" + place.version())
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Place decode(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(":", 3);
            return new Place(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "This page position does not belong to this list; start from its first page.");
        }
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.RowScope;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ChangePage;
import io.atelier.platform.record.ChangePage.Change;
import io.atelier.platform.record.ChangePage.Kind;
import io.atelier.platform.record.ChangeQuery;
import io.atelier.platform.record.internal.ChangeStore.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads on until a page is full, there is no more, or enough was looked at: who sees little must not cost much. */
@Component
public class ChangeFeed {
    static final int MAX_LOOKED_AT = 10_000;
    private static final int CHUNK = 1_000;

    private final ChangeStore store;
    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final IdGenerator ids;

    ChangeFeed(
            ChangeStore store,
            RecordReaders readers,
            MetadataService metadata,
            AccessService accessService,
            IdGenerator ids) {
        this.store = store;
        this.readers = readers;
        this.metadata = metadata;
        this.accessService = accessService;
        this.ids = ids;
    }

    public ChangePage page(Actor actor, ChangeQuery query) {
        ChangeStore.State state = state(actor);
        ChangeCursor at = begin(query, state);
        Sight sight = new Sight(actor);
        List<Change> changes = new ArrayList<>();
        for (int lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += CHUNK) {
            List<Stored> chunk = store.behind(actor.org(), at.transaction(), at.id(), CHUNK);
            Set<Change> shown = sight.of(chunk, query.module());
            for (Stored stored : chunk) {
                if (changes.size() == query.limit()) {
                    return new ChangePage(changes, at.encode(), true);
                }
                at = new ChangeCursor(
                        state.life(), stored.transaction(), stored.change().id());
                if (shown.contains(stored.change())) {
                    sight.seen(stored.change()).ifPresent(changes::add);
                }
            }
            if (chunk.size() < CHUNK) {
                return new ChangePage(changes, at.encode(), false);
            }
        }
        return new ChangePage(changes, at.encode(), true);
    }

    private ChangeStore.State state(Actor actor) {
        ChangeStore.State state = store.state(actor.org());
        if (!state.foreign()) {
            return state;
        }
        store.beginLife(actor.org(), ids.next());
        return store.state(actor.org());
    }

    private static ChangeCursor begin(ChangeQuery query, ChangeStore.State state) {
        if (query.cursor().isEmpty()) {
            return new ChangeCursor(state.life(), 0, 0);
        }
        if (query.cursor().get().equals(ChangeQuery.LATEST)) {
            return new ChangeCursor(state.life(), state.horizon() - 1, Long.MAX_VALUE);
        }
        ChangeCursor cursor = ChangeCursor.decode(query.cursor().get());
        if (cursor.life() != state.life() || cursor.transaction() >= state.horizon()) {
            throw ChangeCursor.refused("The cursor belongs to a database that was restored since.");
        }
        return cursor;
    }

    /** What one reader may be told. */
    private final class Sight {
        private final OrgModel model;
        private final Access access;
        private final RecordReader reader;

        Sight(Actor actor) {
            this.model = metadata.model(actor.org());
            this.access = accessService.of(actor);
            this.reader = readers.of(model, access);
        }

        /** Returns the changes of records that the reader sees, asking once for each module. */
        Set<Change> of(List<Stored> chunk, Optional<String> only) {
            Map<String, List<Change>> byModule = new HashMap<>();
            chunk.stream()
                    .map(Stored::change)
                    .filter(change -> only.isEmpty() || only.get().equals(change.module()))
                    .forEach(change -> byModule.computeIfAbsent(change.module(), _ -> new ArrayList<>())
                            .add(change));
            Set<Change> shown = new HashSet<>();
            byModule.forEach((name, changes) -> model.findModule(name)
                    .filter(module -> access.may(module, Verb.READ))
                    .ifPresent(module -> shown.addAll(of(module, changes))));
            return shown;
        }

        private List<Change> of(ModuleDef module, List<Change> changes) {
            if (access.scope(module, AccessLevel.READ_ONLY) instanceof RowScope.Everything) {
                return changes;
            }
            Set<Long> visible = reader.inScope(
                    module, changes.stream().map(Change::recordId).distinct().toList());
            return changes.stream()
                    .filter(change -> visible.contains(change.recordId()))
                    .toList();
        }

        /** That only hidden fields were changed is for the reader as if nothing was. */
        Optional<Change> seen(Change change) {
            ModuleDef module = model.module(change.module());
            List<String> fields = change.fields().stream()
                    .filter(field -> access.findField(module, field).isPresent())
                    .toList();
            if (change.kind() == Kind.UPDATED && fields.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Change(
                    change.id(),
                    change.module(),
                    change.recordId(),
                    change.version(),
                    change.kind(),
                    change.at(),
                    change.by(),
                    change.operation(),
                    fields));
        }
    }
}

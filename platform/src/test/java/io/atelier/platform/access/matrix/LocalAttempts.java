package io.atelier.platform.access.matrix;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Principal;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.MergeService;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.RecycleBinService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.UndoResult;
import io.atelier.platform.record.Upsert;
import io.atelier.platform.record.UpsertResult;
import io.atelier.platform.record.UpsertService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.widget.Widget;
import io.atelier.platform.widget.WidgetBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes by services and widgets. */
@Component
class LocalAttempts implements Attempts {
    private static final Widget WIDGET = new Widget(1, "W", "Leads", "0".repeat(32));

    private final RecordService records;
    private final RecycleBinService bin;
    private final ShareService shares;
    private final MergeService merges;
    private final UpsertService upserts;
    private final OperationService operations;
    private final WidgetBroker broker;
    private final JsonMapper json;

    LocalAttempts(
            RecordService records,
            RecycleBinService bin,
            ShareService shares,
            MergeService merges,
            UpsertService upserts,
            OperationService operations,
            WidgetBroker broker,
            JsonMapper json) {
        this.records = records;
        this.bin = bin;
        this.shares = shares;
        this.merges = merges;
        this.upserts = upserts;
        this.operations = operations;
        this.broker = broker;
        this.json = json;
    }

    @Override
    public boolean areLocal() {
        return true;
    }

    @Override
    public void prepare(World world) {
        Place.ALL.forEach(place -> shares.share(
                world.victim(),
                place.module(),
                world.twins().get(place.module()),
                themselves(world),
                AccessLevel.FULL));
    }

    @Override
    public List<WriteAttempt> in(World world) {
        String write = "RecordService.write";
        return List.of(
                WriteAttempt.of(
                        write,
                        "update",
                        Rights::changesName,
                        (p, at) -> isSaved(p, at, RecordChange.update(world.id(at), Map.of(at.name(), "Mine")))),
                WriteAttempt.of(
                        write,
                        "update of the secret",
                        Rights::changesSecret,
                        (p, at) -> isSaved(p, at, RecordChange.update(world.id(at), Map.of(at.secret(), "Mine")))),
                WriteAttempt.of(
                        write,
                        "take",
                        Rights::takes,
                        (p, at) -> isSaved(p, at, RecordChange.update(world.id(at), Map.of("Owner", user(p.actor()))))),
                WriteAttempt.of(
                        write,
                        "delete",
                        Rights::deletes,
                        (p, at) -> isSaved(p, at, new RecordChange.Delete(world.id(at)))),
                WriteAttempt.of(
                        write,
                        "mass update",
                        Rights::massUpdates,
                        (p, at) -> areSaved(
                                p,
                                at,
                                OperationKind.MASS_UPDATE,
                                RecordChange.update(world.id(at), Map.of(at.name(), "Mine")))),
                WriteAttempt.of(
                        write,
                        "delete two",
                        Rights::massDeletes,
                        (p, at) -> areSaved(p, at, OperationKind.DELETE, deletions(world, at))),
                WriteAttempt.of(
                        write,
                        "delete two in a save",
                        Rights::massDeletes,
                        (p, at) -> areSaved(p, at, OperationKind.SAVE, deletions(world, at))),
                WriteAttempt.of(
                        write,
                        "restore",
                        Rights::deletes,
                        (p, at) -> isSaved(
                                p, at, new RecordChange.Restore(world.recycled().get(at.module())))),
                WriteAttempt.of(
                        write, "make", Rights::makes, (p, at) -> isSaved(p, at, RecordChange.create(at.values()))),
                WriteAttempt.of(
                        write,
                        "point to it",
                        Rights::sees,
                        (p, at) -> isSaved(p, World.POINTERS, RecordChange.create(pointing(world, at)))),
                WriteAttempt.of("UpsertService.upsert", "is it there", Person::readsSecret, this::isThere),
                WriteAttempt.of(
                        "RecycleBinService.restore",
                        "",
                        Rights::deletes,
                        (p, at) -> bin.restore(
                                                p.actor(),
                                                at.module(),
                                                List.of(world.recycled().get(at.module())))
                                        .savedCount()
                                > 0),
                WriteAttempt.of(
                        "RecycleBinService.purge",
                        "",
                        Rights::deletes,
                        (p, at) -> bin.purge(
                                        p.actor(),
                                        at.module(),
                                        List.of(world.recycled().get(at.module())))
                                > 0),
                WriteAttempt.of("ShareService.share", "", Rights::shares, (p, at) -> {
                    shares.share(p.actor(), at.module(), world.id(at), themselves(p), AccessLevel.FULL);
                    return true;
                }),
                WriteAttempt.of("ShareService.unshare", "", Rights::shares, (p, at) -> {
                    shares.unshare(p.actor(), at.module(), world.twins().get(at.module()), themselves(world));
                    return true;
                }),
                WriteAttempt.atMost(
                        "MergeService.merge",
                        "",
                        Rights::deletes,
                        (p, at) -> !merges.merge(
                                        p.actor(),
                                        at.module(),
                                        world.id(at),
                                        List.of(world.twins().get(at.module())),
                                        Map.of())
                                .merged()
                                .isEmpty()),
                WriteAttempt.atMost(
                        "OperationService.undo",
                        "",
                        Rights::deletes,
                        (p, at) -> operations.undo(p.actor(), world.madeBy().get(at.module()))
                                        instanceof UndoResult.Done done
                                && !done.report().undone().isEmpty()),
                WriteAttempt.of(
                        "widget UPDATE",
                        "",
                        Rights::changesName,
                        (p, at) -> ask(
                                p,
                                Map.of(
                                        "category",
                                        "UPDATE",
                                        "type",
                                        "RECORD",
                                        "Entity",
                                        at.module(),
                                        "APIData",
                                        Map.of("id", "" + world.id(at), at.name(), "Mine")))),
                WriteAttempt.of(
                        "widget CREATE",
                        "",
                        Rights::makes,
                        (p, at) -> ask(
                                p,
                                Map.of(
                                        "category",
                                        "CREATE",
                                        "type",
                                        "RECORD",
                                        "Entity",
                                        at.module(),
                                        "APIData",
                                        at.values()))),
                WriteAttempt.of(
                        "widget DELETE",
                        "",
                        Rights::deletes,
                        (p, at) -> ask(
                                p,
                                Map.of(
                                        "category",
                                        "DELETE",
                                        "type",
                                        "RECORD",
                                        "Entity",
                                        at.module(),
                                        "RecordID",
                                        "" + world.id(at)))));
    }

    /** Leaves out what a record needs: none is made where none is found. */
    private boolean isThere(Person person, Place at) {
        Upsert upsert = new Upsert(
                at.module(),
                WriteRequest.OperationKind.SAVE,
                Upsert.OnMatch.SKIP,
                List.of(at.secret()),
                List.of(Map.of(at.secret(), at.secretCanary())),
                OptionalLong.empty());
        return upserts.upsert(person.actor(), upsert).rows().getFirst() instanceof UpsertResult.Skipped;
    }

    private static RecordChange[] deletions(World world, Place at) {
        return new RecordChange[] {
            new RecordChange.Delete(world.id(at)),
            new RecordChange.Delete(world.twins().get(at.module()))
        };
    }

    private boolean areSaved(Person person, Place at, OperationKind kind, RecordChange... changes) {
        return records.write(
                                person.actor(),
                                new WriteRequest(at.module(), kind, Atomicity.ALL_OR_NOTHING, List.of(changes)))
                        .savedCount()
                == changes.length;
    }

    private static Map<String, Object> pointing(World world, Place at) {
        return new HashMap<>(Map.of("Name", "New", at.pointer(), "" + world.id(at)));
    }

    private static Principal themselves(Person person) {
        return new Principal(Principal.Kind.USER, person.actor().user().value());
    }

    /** Somebody with whom a record is shared that has nothing to do with who tries. */
    private static Principal themselves(World world) {
        return new Principal(Principal.Kind.USER, world.admin().user().value());
    }

    private static String user(Actor actor) {
        return Long.toString(actor.user().value());
    }

    private boolean isSaved(Person person, Place place, RecordChange change) {
        return isSaved(person, place.module(), change);
    }

    private boolean isSaved(Person person, String module, RecordChange change) {
        return records.write(person.actor(), WriteRequest.of(module, change))
                        .rows()
                        .getFirst()
                instanceof WriteResult.Saved;
    }

    private boolean ask(Person person, Map<String, Object> request) {
        return json.writeValueAsString(broker.answer(person.actor(), WIDGET, json.valueToTree(request)))
                .contains("SUCCESS");
    }
}

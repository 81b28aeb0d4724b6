package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Runs chance sequences of writes, deletions, merges and undos against a model in which every field is a pointer into a tree
 * of its values: a write adds a branch and moves to it, an undo moves back if the pointer is still there.
 */
@PlatformTest
class HistoryModelTest {
    private static final int SEQUENCES = 250;
    private static final int STEPS = 14;
    private static final List<String> ACCOUNT_FIELDS = List.of("Account_Name", "Phone", "Account_Site");
    private static final List<String> CONTACT_FIELDS = List.of("Last_Name", "Phone", "Account_Name");

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private OperationService operations;

    @Autowired
    private RecycleBinService bin;

    @Autowired
    private MergeService merges;

    @Autowired
    private HistoryService history;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void agreesWithASimpleModel() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            new Sequence(seed).run();
        }
    }

    /** A value in the tree of a field's values. */
    private static final class Node {
        private final @Nullable Object value;

        Node(@Nullable Object value) {
            this.value = value;
        }
    }

    /** A field, or whether a record is there. */
    private static final class Track {
        private Node now;
        private int moves;

        Track(@Nullable Object first) {
            now = new Node(first);
        }

        void moveTo(Node node) {
            now = node;
            moves++;
        }
    }

    private enum Presence {
        ABSENT,
        LIVE,
        RECYCLED
    }

    private static final class Thing {
        private final String module;
        private final long id;
        private final Track presence = new Track(Presence.ABSENT);
        private final Map<String, Track> fields = new LinkedHashMap<>();

        Thing(String module, long id) {
            this.module = module;
            this.id = id;
            (module.equals("Accounts") ? ACCOUNT_FIELDS : CONTACT_FIELDS)
                    .forEach(field -> fields.put(field, new Track(null)));
        }

        boolean is(Presence wanted) {
            return presence.now.value == wanted;
        }

        @Nullable
        Object value(String field) {
            return Objects.requireNonNull(fields.get(field)).now.value;
        }
    }

    private record Move(Thing thing, @Nullable String field, Track track, Node from, Node to) {}

    /** What an operation moved, and what the fields were when it moved a record. */
    private static final class Done {
        private final @Nullable Done undoes;
        private final List<Move> moves = new ArrayList<>();
        private final Map<Track, Boolean> undone = new HashMap<>();
        private final Map<Thing, Map<String, Node>> fields = new HashMap<>();
        private final Map<Thing, Integer> presenceMoves = new HashMap<>();
        private final Map<Thing, Boolean> maintenance = new HashMap<>();

        Done(@Nullable Done undoes) {
            this.undoes = undoes;
        }

        void set(Thing thing, @Nullable String field, @Nullable Object value) {
            Track track = field == null ? thing.presence : Objects.requireNonNull(thing.fields.get(field));
            if (!Objects.equals(track.now.value, value)) {
                move(thing, field, track, new Node(value));
            }
        }

        void move(Thing thing, @Nullable String field, Track track, Node to) {
            moves.add(new Move(thing, field, track, track.now, to));
            track.moveTo(to);
        }

        void close() {
            for (Move move : moves) {
                Map<String, Node> now = new HashMap<>();
                move.thing().fields.forEach((name, track) -> now.put(name, track.now));
                fields.put(move.thing(), now);
                presenceMoves.put(move.thing(), move.thing().presence.moves);
            }
        }
    }

    private record Past(Instant at, Map<Long, String> states) {}

    private final class Sequence {
        private final int seed;
        private final Random random;
        private final Map<Long, Thing> things = new LinkedHashMap<>();
        private final Map<Long, Done> done = new LinkedHashMap<>();
        private final List<Past> pasts = new ArrayList<>();
        private final List<String> log = new ArrayList<>();

        Sequence(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                switch (step < 3 ? 0 : random.nextInt(12)) {
                    case 0, 1 -> create();
                    case 2, 3, 4 -> update();
                    case 5 -> delete();
                    case 6 -> restore();
                    case 7 -> merge();
                    default -> undo();
                }
                compare();
                pasts.add(new Past(Instant.now(), states()));
            }
            for (int i = 0; i < 3; i++) {
                Past past = pasts.get(random.nextInt(pasts.size()));
                past.states()
                        .forEach((id, state) -> assertThat(actual(Objects.requireNonNull(things.get(id)), past.at()))
                                .as("seed %d, record %d as of %s after %s", seed, id, past.at(), log)
                                .isEqualTo(state));
            }
        }

        private void create() {
            String module = random.nextInt(3) == 0 ? "Contacts" : "Accounts";
            Map<String, @Nullable Object> values = new HashMap<>();
            Thing draft = new Thing(module, 0);
            draft.fields.keySet().forEach(field -> {
                if (isRequired(module, field) || random.nextBoolean()) {
                    values.put(field, value(module, field));
                }
            });
            WriteResult result = records.write(admin, WriteRequest.of(module, RecordChange.create(values)));
            Thing thing = new Thing(module, result.single().id());
            things.put(thing.id, thing);
            Done operation = new Done(null);
            operation.set(thing, null, Presence.LIVE);
            values.forEach((field, value) -> operation.set(thing, field, value));
            finish(result.operationId(), operation, "create " + thing.id + " " + values);
        }

        private void update() {
            List<Thing> live = things.values().stream()
                    .filter(thing -> thing.is(Presence.LIVE) && thing.module.equals("Accounts"))
                    .limit(1 + random.nextInt(3))
                    .toList();
            if (random.nextBoolean() || live.isEmpty()) {
                live = things.values().stream()
                        .filter(thing -> thing.is(Presence.LIVE))
                        .skip(random.nextInt(4))
                        .limit(1)
                        .toList();
            }
            if (live.isEmpty()) {
                return;
            }
            Done operation = new Done(null);
            List<RecordChange> changes = new ArrayList<>();
            for (Thing thing : live) {
                Map<String, @Nullable Object> values = new HashMap<>();
                for (String field : thing.fields.keySet()) {
                    if (random.nextInt(3) == 0) {
                        boolean clear = !isRequired(thing.module, field) && random.nextInt(3) == 0;
                        values.put(field, clear ? null : value(thing.module, field));
                    }
                }
                changes.add(RecordChange.update(thing.id, values));
                values.forEach((field, value) -> operation.set(thing, field, value));
            }
            WriteResult result = records.write(
                    admin,
                    new WriteRequest(
                            live.getFirst().module, OperationKind.MASS_UPDATE, Atomicity.ALL_OR_NOTHING, changes));
            assertThat(result.savedCount()).as("%s", result).isEqualTo(changes.size());
            finish(result.operationId(), operation, "update " + changes);
        }

        private void delete() {
            pick(Presence.LIVE).ifPresent(thing -> {
                WriteResult result =
                        records.write(admin, WriteRequest.of(thing.module, new RecordChange.Delete(thing.id)));
                Done operation = new Done(null);
                operation.set(thing, null, Presence.RECYCLED);
                finish(result.operationId(), operation, "delete " + thing.id);
            });
        }

        private void restore() {
            pick(Presence.RECYCLED).ifPresent(thing -> {
                WriteResult result = bin.restore(admin, thing.module, List.of(thing.id));
                Done operation = new Done(null);
                operation.set(thing, null, Presence.LIVE);
                finish(result.operationId(), operation, "restore " + thing.id);
            });
        }

        private java.util.Optional<Thing> pick(Presence presence) {
            List<Thing> some =
                    things.values().stream().filter(thing -> thing.is(presence)).toList();
            return some.isEmpty()
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(some.get(random.nextInt(some.size())));
        }

        private void merge() {
            List<Thing> accounts = new ArrayList<>(things.values().stream()
                    .filter(thing -> thing.module.equals("Accounts") && thing.is(Presence.LIVE))
                    .toList());
            if (accounts.size() < 2) {
                return;
            }
            java.util.Collections.shuffle(accounts, random);
            Thing master = accounts.getFirst();
            List<Thing> others = accounts.subList(1, random.nextBoolean() ? 2 : accounts.size());
            Map<String, Long> choices = new HashMap<>();
            if (random.nextBoolean()) {
                choices.put("Phone", others.getFirst().id);
            }
            MergeResult result = merges.merge(
                    admin,
                    "Accounts",
                    master.id,
                    others.stream().map(thing -> thing.id).toList(),
                    choices);
            Done operation = new Done(null);
            for (Thing contact : things.values()) {
                boolean linked =
                        contact.module.equals("Contacts") && others.stream().anyMatch(other -> isLink(contact, other));
                if (linked) {
                    operation.set(contact, "Account_Name", Long.toString(master.id));
                    operation.maintenance.put(contact, true);
                }
            }
            others.forEach(other -> operation.set(other, null, Presence.RECYCLED));
            for (String field : ACCOUNT_FIELDS) {
                Object value = choices.containsKey(field) ? others.getFirst().value(field) : master.value(field);
                for (Thing other : others) {
                    value = value == null && !choices.containsKey(field) ? other.value(field) : value;
                }
                operation.set(master, field, value);
            }
            finish(
                    result.operationId(),
                    operation,
                    "merge " + master.id + " with "
                            + others.stream().map(o -> o.id).toList());
        }

        private static boolean isLink(Thing contact, Thing account) {
            return Objects.equals(contact.value("Account_Name"), Long.toString(account.id));
        }

        private void undo() {
            List<Long> ids = List.copyOf(done.keySet());
            if (ids.isEmpty()) {
                return;
            }
            long id = ids.get(random.nextInt(ids.size()));
            Done target = Objects.requireNonNull(done.get(id));
            UndoReport report = ((UndoResult.Done) operations.undo(admin, id)).report();
            Done operation = new Done(target);
            undoPresence(target, operation, Presence.LIVE);
            undoFields(target, operation);
            undoPresence(target, operation, Presence.RECYCLED);
            for (Move move : operation.moves) {
                target.undone.put(move.track(), true);
                if (target.undoes != null) {
                    target.undoes.undone.put(move.track(), false);
                }
            }
            log.add("undo " + id + " -> " + report);
            assertThat(report.operationId() == 0).as("seed %d: %s", seed, log).isEqualTo(operation.moves.isEmpty());
            if (report.operationId() != 0) {
                finish(report.operationId(), operation, "= " + report.operationId());
            }
        }

        private void undoPresence(Done target, Done operation, Presence wanted) {
            for (Move move : target.moves) {
                if (move.field() != null || isUndone(target, move) || move.track().now != move.to()) {
                    continue;
                }
                boolean toLive = move.from().value == Presence.LIVE;
                boolean isLive = move.thing().is(Presence.LIVE);
                if (wanted == Presence.LIVE && toLive && !isLive) {
                    operation.move(move.thing(), null, move.track(), move.from());
                }
                if (wanted == Presence.RECYCLED && !toLive && isLive && isAsLeft(target, move.thing())) {
                    operation.move(move.thing(), null, move.track(), move.from());
                }
            }
        }

        private boolean isAsLeft(Done target, Thing thing) {
            Map<String, Node> left = Objects.requireNonNull(target.fields.get(thing));
            return thing.fields.entrySet().stream().allMatch(entry -> entry.getValue().now == left.get(entry.getKey()));
        }

        private void undoFields(Done target, Done operation) {
            for (Move move : target.moves) {
                Thing thing = move.thing();
                boolean made = target.moves.stream()
                        .anyMatch(m -> m.thing() == thing && m.field() == null && m.from().value == Presence.ABSENT);
                if (move.field() == null || made || isUndone(target, move) || move.track().now != move.to()) {
                    continue;
                }
                boolean maintenance = target.maintenance.getOrDefault(thing, false);
                boolean movedSince = thing.presence.moves != Objects.requireNonNull(target.presenceMoves.get(thing));
                if (!thing.is(Presence.LIVE) && (!maintenance || movedSince)) {
                    continue;
                }
                if (isTargetGone(thing, move)) {
                    continue;
                }
                operation.move(thing, move.field(), move.track(), move.from());
                if (maintenance) {
                    operation.maintenance.put(thing, true);
                }
            }
        }

        private boolean isTargetGone(Thing thing, Move move) {
            boolean lookup = thing.module.equals("Contacts") && "Account_Name".equals(move.field());
            return lookup
                    && move.from().value instanceof String id
                    && !Objects.requireNonNull(things.get(Long.parseLong(id))).is(Presence.LIVE);
        }

        private static boolean isUndone(Done target, Move move) {
            return target.undone.getOrDefault(move.track(), false);
        }

        private void finish(long operationId, Done operation, String line) {
            operation.close();
            done.put(operationId, operation);
            log.add(operationId + ": " + line);
        }

        private void compare() {
            Instant now = Instant.now();
            for (Thing thing : things.values()) {
                assertThat(actual(thing, now)).as("seed %d: %s", seed, log).isEqualTo(state(thing));
            }
        }

        private Map<Long, String> states() {
            Map<Long, String> states = new LinkedHashMap<>();
            things.values().forEach(thing -> states.put(thing.id, state(thing)));
            return states;
        }

        private static String state(Thing thing) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            thing.fields.keySet().forEach(field -> values.put(field, thing.value(field)));
            return (thing.is(Presence.LIVE) ? "live " : "recycled ") + values;
        }

        private String actual(Thing thing, Instant at) {
            PastRecord past = history.asOf(admin, thing.module, thing.id, at);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            thing.fields
                    .keySet()
                    .forEach(field ->
                            values.put(field, ValueCodec.toApi(past.record().value(field))));
            return (past.recycled() ? "recycled " : "live ") + values;
        }

        private static boolean isRequired(String module, String field) {
            return module.equals("Accounts") ? field.equals("Account_Name") : field.equals("Last_Name");
        }

        private @Nullable Object value(String module, String field) {
            if (module.equals("Contacts") && field.equals("Account_Name")) {
                List<Thing> accounts = things.values().stream()
                        .filter(thing -> thing.module.equals("Accounts") && thing.is(Presence.LIVE))
                        .toList();
                return accounts.isEmpty() ? null : Long.toString(accounts.get(random.nextInt(accounts.size())).id);
            }
            return Integer.toString(random.nextInt(4));
        }
    }

    @Test
    void aRecordWasNotThereBeforeItWasMade() {
        Instant before = Instant.now();
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "New", "Annual_Revenue", "12.25"));

        assertThat(history.asOf(admin, "Accounts", id, Instant.now()).record().value("Annual_Revenue"))
                .isEqualTo(new FieldValue.Number(new java.math.BigDecimal("12.25")));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> history.asOf(admin, "Accounts", id, before))
                .hasMessageContaining("no such record at that time");
    }
}

package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.HistoryService;
import io.atelier.platform.record.MergeService;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.RecycleBinService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.TimelineService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Holds every way to read and to write a record against a model of rights that is written down a second time here: profiles
 * by roles by modules by channels. Records and fields that somebody must not see hold canaries.
 */
@PlatformTest
class RightsMatrixTest {
    /** A module, the field that names its records and the one that some profiles hide. */
    private record Place(String module, String name, String secret, DefaultSharing sharing) {
        String nameCanary() {
            return "Canary" + module;
        }

        String secretCanary() {
            return "Secret" + module;
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("Leads", "Company", "City", DefaultSharing.PRIVATE),
            new Place("Contacts", "Last_Name", "Mailing_City", DefaultSharing.PUBLIC_READ_ONLY),
            new Place("Accounts", "Account_Name", "Billing_City", DefaultSharing.PRIVATE),
            new Place("Vendors", "Vendor_Name", "City", DefaultSharing.PUBLIC_FULL));

    /** What a profile makes of all modules. */
    private enum Kind {
        ALL,
        HIDES_A_FIELD,
        OWN_RECORDS_ONLY,
        READS_NOTHING
    }

    /** Somebody, as the model of this test knows them. */
    private record Person(Actor actor, Kind kind, String role) {}

    /** Reads of a place whatever it can as somebody; what comes back is searched for canaries. */
    private interface Channel {
        Object read(Person person, Place place);
    }

    /** What a channel shows of a record that somebody may see. */
    private enum Shows {
        NAME,
        SECRET,
        BOTH
    }

    private record Entry(Shows shows, Channel channel) {}

    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private RecordService records;

    @Autowired
    private TimelineService timelines;

    @Autowired
    private HistoryService histories;

    @Autowired
    private OperationService operations;

    @Autowired
    private RecycleBinService bin;

    @Autowired
    private MergeService merges;

    @Autowired
    private ShareService shares;

    @Autowired
    private TransactionOperations transactions;

    private Actor admin;
    private Actor victim;
    private final List<Person> people = new ArrayList<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Long> recycled = new HashMap<>();
    private final Map<String, Long> madeBy = new HashMap<>();

    @BeforeEach
    void everybody() {
        admin = given.administrator();
        Role director = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        Role seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(director.id()), false));
        PLACES.forEach(place -> sharing.changeDefault(admin, place.module(), place.sharing()));
        victim = given.person(admin, new Permissions(false, Map.of()));
        roles.assign(admin, victim.user(), seller.id());
        for (Kind kind : Kind.values()) {
            for (String role : List.of("Director", "Seller", "")) {
                Actor actor = given.person(admin, permissions(kind));
                if (!role.isEmpty()) {
                    roles.assign(admin, actor.user(), role.equals("Director") ? director.id() : seller.id());
                }
                people.add(new Person(actor, kind, role));
            }
        }
        for (Place place : PLACES) {
            WriteResult made =
                    records.write(victim, WriteRequest.of(place.module(), RecordChange.create(values(place))));
            ids.put(place.module(), made.single().id());
            madeBy.put(place.module(), made.operationId());
            long gone = given.record(victim, place.module(), values(place));
            records.write(victim, WriteRequest.of(place.module(), new RecordChange.Delete(gone)));
            recycled.put(place.module(), gone);
        }
    }

    private static Map<String, Object> values(Place place) {
        Map<String, Object> values =
                new HashMap<>(Map.of(place.name(), place.nameCanary(), place.secret(), place.secretCanary()));
        if (place.module().equals("Leads")) {
            values.put("Last_Name", "Byron");
        }
        return values;
    }

    private static Permissions permissions(Kind kind) {
        Set<Verb> verbs = kind == Kind.READS_NOTHING ? Set.of() : Set.of(Verb.values());
        Map<String, ModuleRights> rights = new HashMap<>();
        for (Place place : PLACES) {
            Set<String> hidden = kind == Kind.HIDES_A_FIELD ? Set.of(place.secret()) : Set.of();
            rights.put(place.module(), new ModuleRights(verbs, kind == Kind.OWN_RECORDS_ONLY, hidden, Set.of()));
        }
        return new Permissions(false, rights);
    }

    /** The model: written down apart from the product. */
    private static boolean may(Person person, Place place, AccessLevel level) {
        return switch (person.kind()) {
            case READS_NOTHING, OWN_RECORDS_ONLY -> false;
            case ALL, HIDES_A_FIELD ->
                person.role().equals("Director")
                        || switch (place.sharing()) {
                            case PRIVATE -> false;
                            case PUBLIC_READ_ONLY -> level == AccessLevel.READ_ONLY;
                            case PUBLIC_READ_WRITE -> level != AccessLevel.FULL;
                            case PUBLIC_FULL -> true;
                        };
        };
    }

    private static boolean mayReadSecret(Person person, Place place) {
        return may(person, place, AccessLevel.READ_ONLY) && person.kind() != Kind.HIDES_A_FIELD;
    }

    private Map<String, Entry> channels() {
        Map<String, Entry> channels = new LinkedHashMap<>();
        channels.put(
                "RecordService.get",
                new Entry(Shows.BOTH, (p, at) -> shown(records.get(p.actor(), at.module(), id(at)))));
        channels.put(
                "RecordService.find",
                new Entry(
                        Shows.BOTH,
                        (p, at) -> records.find(p.actor(), at.module(), id(at)).map(RightsMatrixTest::shown)));
        channels.put("RecordService.query list", new Entry(Shows.NAME, (p, at) -> list(p, all(at, at.name()))));
        channels.put("RecordService.query field", new Entry(Shows.SECRET, (p, at) -> list(p, all(at, at.secret()))));
        channels.put(
                "RecordService.query filter",
                new Entry(
                        Shows.SECRET,
                        (p, at) -> echo(
                                at,
                                list(
                                        p,
                                        all(at, "Owner")
                                                .where(Criteria.compare(
                                                        at.secret(), Operator.EQUALS, at.secretCanary()))))));
        channels.put(
                "RecordService.query sort",
                new Entry(
                        Shows.SECRET,
                        (p, at) -> echo(at, list(p, all(at, "Owner").sortedBy(at.secret(), true)))));
        channels.put(
                "RecordService.query search",
                new Entry(Shows.NAME, (p, at) -> list(p, all(at, at.name()).search(at.nameCanary()))));
        channels.put(
                "RecordService.query bin",
                new Entry(Shows.NAME, (p, at) -> list(p, all(at, at.name()).in(RecordQuery.Bin.RECYCLED))));
        channels.put(
                "RecordService.count",
                new Entry(
                        Shows.SECRET,
                        (p, at) -> records.count(
                                                        p.actor(),
                                                        at.module(),
                                                        Criteria.compare(
                                                                at.secret(), Operator.EQUALS, at.secretCanary()),
                                                        10)
                                                .count()
                                        > 0
                                ? at.secretCanary()
                                : ""));
        channels.put(
                "RecordService.matches",
                new Entry(
                        Shows.SECRET,
                        (p, at) -> records.matches(
                                                p.actor(),
                                                at.module(),
                                                at.secret(),
                                                List.of(new FieldValue.Text(at.secretCanary())))
                                        .isEmpty()
                                ? ""
                                : at.secretCanary()));
        channels.put(
                "RecordService.aggregate",
                new Entry(
                        Shows.SECRET,
                        (p, at) -> records.aggregate(
                                p.actor(),
                                new AggregateQuery(
                                        at.module(),
                                        Optional.of(at.secret()),
                                        AggregateQuery.Measure.COUNT,
                                        Optional.empty(),
                                        Criteria.everything(),
                                        100))));
        channels.put(
                "RecordService.coql",
                new Entry(
                        Shows.NAME,
                        (p, at) -> records.coql(
                                p.actor(), "select " + at.name() + " from " + at.module() + " where id is not null")));
        channels.put(
                "RecordService.coql field",
                new Entry(
                        Shows.SECRET,
                        (p, at) -> records.coql(
                                p.actor(),
                                "select " + at.secret() + ", count(id) from " + at.module()
                                        + " where id is not null group by " + at.secret())));
        channels.put(
                "TimelineService.timeline",
                new Entry(
                        Shows.BOTH,
                        (p, at) -> timelines.timeline(p.actor(), at.module(), id(at), OptionalLong.empty(), 50)));
        channels.put(
                "HistoryService.asOf",
                new Entry(
                        Shows.BOTH,
                        (p, at) -> shown(histories
                                .asOf(p.actor(), at.module(), id(at), Instant.now())
                                .record())));
        channels.put(
                "OperationService.changes",
                new Entry(
                        Shows.BOTH,
                        (p, at) -> operations.changes(p.actor(), madeBy.get(at.module()), Optional.empty(), 50)));
        channels.put(
                "RecycleBinService.list",
                new Entry(
                        Shows.NAME,
                        (p, at) -> at.module().equals("Leads")
                                ? echoName(
                                        at,
                                        bin.list(p.actor(), Optional.of(at.module()), Optional.empty(), 50)
                                                .records())
                                : bin.list(p.actor(), Optional.of(at.module()), Optional.empty(), 50)));
        return channels;
    }

    private long id(Place place) {
        return ids.get(place.module());
    }

    private static RecordQuery all(Place place, String field) {
        return RecordQuery.of(place.module(), List.of(field), 100);
    }

    private List<String> list(Person person, RecordQuery query) {
        return records.query(person.actor(), query).records().stream()
                .map(RightsMatrixTest::shown)
                .toList();
    }

    private static String shown(CrmRecord record) {
        return record.values() + " " + record.labels();
    }

    /** To be found by what one does not see tells it. */
    private static String echo(Place place, List<?> found) {
        return found.isEmpty() ? "" : place.secretCanary();
    }

    /** A lead is named by its person. */
    private static String echoName(Place place, List<?> found) {
        return found.isEmpty() ? "" : place.nameCanary();
    }

    private static String answer(Person person, Place place, Channel channel) {
        try {
            return String.valueOf(channel.read(person, place));
        } catch (PlatformException e) {
            return e.code() + " " + e.getMessage() + " " + e.details();
        }
    }

    @Test
    void everyChannelShowsWhatItMayAndNothingElse() {
        List<String> leaks = new ArrayList<>();
        int checks = 0;
        for (Map.Entry<String, Entry> channel : channels().entrySet()) {
            for (Person person : people) {
                for (Place place : PLACES) {
                    String answer = answer(person, place, channel.getValue().channel());
                    boolean name = answer.contains(place.nameCanary());
                    boolean secret = answer.contains(place.secretCanary());
                    Shows shows = channel.getValue().shows();
                    boolean nameExpected = shows != Shows.SECRET && may(person, place, AccessLevel.READ_ONLY);
                    boolean secretExpected = shows != Shows.NAME && mayReadSecret(person, place);
                    checks += 2;
                    if (name != nameExpected || secret != secretExpected) {
                        leaks.add(channel.getKey() + " for " + person.kind() + "/" + person.role() + " in "
                                + place.module() + ": " + answer);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(checks).isGreaterThan(1_500);
    }

    @Test
    void whatIsRefusedChangesNothing() {
        List<String> faults = new ArrayList<>();
        for (Person person : people) {
            for (Place place : PLACES) {
                attempts(person, place)
                        .forEach((name, attempt) -> transactions.executeWithoutResult(status -> {
                            String before = state(place);
                            boolean done = attempt.succeeds();
                            if (done != may(person, place, attempt.level())) {
                                faults.add(
                                        name + " by " + person.kind() + "/" + person.role() + " in " + place.module());
                            }
                            if (!done && !state(place).equals(before)) {
                                faults.add(name + " was refused and changed something");
                            }
                            status.setRollbackOnly();
                        }));
            }
        }
        assertThat(faults).isEmpty();
    }

    private String state(Place place) {
        return shown(records.get(admin, place.module(), id(place))) + operations.list(admin, OperationQuery.newest(1));
    }

    private interface Try {
        /** @return false if it was refused */
        boolean run();
    }

    private record Attempt(AccessLevel level, Try act) {
        boolean succeeds() {
            try {
                return act.run();
            } catch (PlatformException _) {
                return false;
            }
        }
    }

    private Map<String, Attempt> attempts(Person person, Place place) {
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put(
                "update",
                new Attempt(
                        AccessLevel.READ_WRITE,
                        () -> isSaved(person, place, RecordChange.update(id(place), Map.of(place.name(), "Mine")))));
        attempts.put(
                "delete",
                new Attempt(AccessLevel.FULL, () -> isSaved(person, place, new RecordChange.Delete(id(place)))));
        attempts.put(
                "restore",
                new Attempt(
                        AccessLevel.FULL,
                        () -> isSaved(person, place, new RecordChange.Restore(recycled.get(place.module())))));
        attempts.put(
                "purge",
                new Attempt(
                        AccessLevel.FULL,
                        () -> bin.purge(person.actor(), place.module(), List.of(recycled.get(place.module()))) > 0));
        attempts.put(
                "take",
                new Attempt(
                        AccessLevel.READ_WRITE,
                        () -> isSaved(
                                person,
                                place,
                                RecordChange.update(
                                        id(place),
                                        Map.of(
                                                "Owner",
                                                Long.toString(
                                                        person.actor().user().value()))))));
        attempts.put("share", new Attempt(AccessLevel.FULL, () -> {
            shares.share(
                    person.actor(),
                    place.module(),
                    id(place),
                    new Principal(Principal.Kind.USER, person.actor().user().value()),
                    AccessLevel.FULL);
            return true;
        }));
        return attempts;
    }

    private boolean isSaved(Person person, Place place, RecordChange change) {
        return records.write(person.actor(), WriteRequest.of(place.module(), change))
                        .rows()
                        .getFirst()
                instanceof WriteResult.Saved;
    }

    /** A method that comes to these services must be added to the channels, or to those that show no record's values. */
    @Test
    void everyWayToRecordsIsInTheMatrix() {
        Set<String> known = new TreeSet<>(Set.of(
                "RecordService.write",
                "TimelineService.note",
                "OperationService.list",
                "OperationService.get",
                "OperationService.undo",
                "OperationService.undoPreview",
                "OperationService.undoStatus",
                "OperationService.undoRefusals",
                "RecycleBinService.restore",
                "RecycleBinService.purge",
                "RecycleBinService.empty",
                "MergeService.merge",
                "MergeService.preview",
                "MergeService.mergedInto",
                "ShareService.shares",
                "ShareService.share",
                "ShareService.unshare",
                "ExplainService.explain",
                "ExplainService.preview"));
        channels().keySet().forEach(channel -> known.add(channel.split(" ")[0]));

        Set<String> there = List.of(
                        RecordService.class,
                        TimelineService.class,
                        HistoryService.class,
                        OperationService.class,
                        RecycleBinService.class,
                        MergeService.class,
                        ShareService.class,
                        ExplainService.class)
                .stream()
                .flatMap(service -> Arrays.stream(service.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                        .map(Method::getName)
                        .map(name -> service.getSimpleName() + "." + name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(there).isEqualTo(known);
    }
}

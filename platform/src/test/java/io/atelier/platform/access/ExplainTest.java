package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.Explanation;
import io.atelier.platform.record.Explanation.FieldAccess;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.SharingPreview;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class ExplainTest {
    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private ShareService shares;

    @Autowired
    private ExplainService explain;

    @Autowired
    private AccessService access;

    @Autowired
    private TerritoryService territories;

    @Autowired
    private GroupService groups;

    @Autowired
    private RecordService records;

    @Autowired
    private SetupService setup;

    private Actor admin;
    private Role director;
    private Actor boss;
    private Actor ann;
    private Actor bob;

    @BeforeEach
    void people() {
        admin = given.administrator();
        director = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        Role seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(director.id()), false));
        boss = person(director, Set.of());
        ann = person(seller, Set.of());
        bob = person(seller, Set.of("City"));
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
    }

    private Actor person(Role role, Set<String> readOnly) {
        Actor person = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Leads",
                                new ModuleRights(
                                        Set.of(Verb.READ, Verb.CREATE, Verb.UPDATE),
                                        false,
                                        Set.of("Phone"),
                                        readOnly))));
        roles.assign(admin, person.user(), role.id());
        return person;
    }

    private long lead(String city) {
        return given.record(ann, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "City", city));
    }

    private Explanation of(Actor user, long lead, String field) {
        return explain.explain(admin, user.user(), "Leads", lead, Optional.of(field));
    }

    @Test
    void saysWhyForEachOfThem() {
        long lead = lead("Oslo");

        assertThat(of(ann, lead, "City").reasons().get(AccessLevel.FULL)).containsExactly(new SharingReason.Own());
        assertThat(of(boss, lead, "City").reasons().get(AccessLevel.READ_ONLY))
                .containsExactly(new SharingReason.Superior(director));
        assertThat(of(admin, lead, "City").reasons().get(AccessLevel.READ_ONLY))
                .containsExactly(new SharingReason.Administrator());
        Explanation none = of(bob, lead, "Phone");
        assertThat(none.reasons().get(AccessLevel.READ_ONLY)).isEmpty();
        assertThat(none.maySee()).isFalse();
        assertThat(none.field()).contains(FieldAccess.HIDDEN);
    }

    @Test
    void tellsEverythingThatOpensARecord_andHowFar() {
        long lead = lead("Oslo");
        SharingRule rule = sharing.create(
                admin,
                new SharingRuleData(
                        "Leads",
                        "Oslo",
                        Optional.empty(),
                        "(City:equals:Oslo)",
                        new Principal(Principal.Kind.USER, bob.user().value()),
                        AccessLevel.READ_ONLY,
                        false,
                        true));
        shares.share(
                admin,
                "Leads",
                lead,
                new Principal(Principal.Kind.ROLE_AND_SUBORDINATES, director.id()),
                AccessLevel.READ_WRITE);

        Explanation explanation = of(bob, lead, "City");

        assertThat(explanation.reasons().get(AccessLevel.READ_ONLY))
                .containsExactly(new SharingReason.Rule(rule), new SharingReason.Share());
        assertThat(explanation.reasons().get(AccessLevel.READ_WRITE)).containsExactly(new SharingReason.Share());
        assertThat(explanation.mayEdit()).isTrue();
        assertThat(explanation.mayDelete()).isFalse();
        assertThat(explanation.field()).contains(FieldAccess.READ_ONLY);
    }

    @Test
    void isForThoseWhoManageSecurityOnly() {
        long lead = lead("Oslo");

        assertThatThrownBy(() -> explain.explain(ann, bob.user(), "Leads", lead, Optional.empty()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        assertThatThrownBy(() -> explain.preview(ann, new SharingChange.OfDefault("Leads", DefaultSharing.PUBLIC_FULL)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    private SharingRuleData osloFor(Actor person) {
        return new SharingRuleData(
                "Leads",
                "Oslo",
                Optional.empty(),
                "(City:equals:Oslo)",
                new Principal(Principal.Kind.USER, person.user().value()),
                AccessLevel.READ_ONLY,
                true,
                true);
    }

    private SharingPreview.OfModule leads(SharingChange change) {
        SharingPreview preview = explain.preview(admin, change);
        assertThat(preview.finished()).isTrue();
        assertThat(preview.modules())
                .extracting(SharingPreview.OfModule::module)
                .containsExactly("Leads");
        return preview.modules().getFirst();
    }

    @Test
    void aChangeOfSharingIsTriedBeforeItIsMade() {
        long oslo = lead("Oslo");
        long rome = lead("Rome");
        SharingRuleData data = osloFor(bob);

        SharingPreview.OfModule opened = leads(new SharingChange.OfRule(Optional.empty(), data));
        assertThat(opened.shown().samples()).containsExactly(oslo);
        assertThat(opened.shown().people()).isEqualTo(1);
        assertThat(opened.hidden().isNone()).isTrue();

        SharingRule rule = sharing.create(admin, data);
        assertThat(leads(new SharingChange.WithoutRule("Leads", rule.id()))
                        .hidden()
                        .samples())
                .containsExactly(oslo);
        assertThat(leads(new SharingChange.OfDefault("Leads", DefaultSharing.PUBLIC_READ_ONLY))
                        .shown()
                        .samples())
                .containsExactly(rome);
        sharing.changeDefault(admin, "Leads", DefaultSharing.PUBLIC_FULL);
        assertThat(explain.preview(admin, new SharingChange.WithoutRule("Leads", rule.id()))
                        .isNothing())
                .isTrue();
        assertThat(leads(new SharingChange.OfDefault("Leads", DefaultSharing.PRIVATE))
                        .hidden())
                .isEqualTo(new SharingPreview.Records(new CappedCount(1, true), 1, List.of(rome)));
    }

    @Test
    void aChangeOfRolesIsTriedBeforeItIsMade() {
        long lead = lead("Oslo");
        Role seller = roles.find(admin.org(), roles.ofUsers(admin.org()).get(bob.user()))
                .orElseThrow();
        Role other = roles.create(admin, new RoleData("Other", "", OptionalLong.of(director.id()), false));
        Actor otherBoss = person(other, Set.of());

        SharingPreview.OfModule peers = leads(
                new SharingChange.OfRole(new Role(seller.id(), new RoleData("Seller", "", seller.parent(), true))));
        assertThat(peers.shown().samples()).containsExactly(lead);
        assertThat(peers.shown().people()).isEqualTo(1);

        SharingPreview.OfModule moved = leads(new SharingChange.OfRole(
                new Role(seller.id(), new RoleData("Seller", "", OptionalLong.of(other.id()), false))));
        assertThat(moved.shown().people()).isEqualTo(1);
        roles.change(admin, seller.id(), new RoleData("Seller", "", OptionalLong.of(other.id()), false));
        assertThat(of(otherBoss, lead, "City").maySee()).isTrue();
        assertThat(explain.preview(
                                admin,
                                new SharingChange.OfRole(
                                        roles.find(admin.org(), seller.id()).orElseThrow()))
                        .isNothing())
                .isTrue();
    }

    @Test
    void aProfileAndATerritoryAreTriedBeforeTheyAreSaved() {
        long lead = lead("Oslo");
        long profile = access.profileOf(admin, ann.user()).id();
        SharingPreview.OfModule closed = leads(new SharingChange.OfProfile(
                profile,
                new Permissions(false, Map.of("Leads", new ModuleRights(Set.of(), false, Set.of(), Set.of())))));
        assertThat(closed.hidden().samples()).containsExactly(lead);
        assertThat(closed.hidden().people()).isEqualTo(1);

        TerritoryData north = new TerritoryData(
                "North",
                "",
                OptionalLong.empty(),
                Optional.empty(),
                Set.of(),
                AccessLevel.READ_ONLY,
                Map.of("Leads", "(City:equals:Oslo)"));
        Territory territory = territories.create(admin, north);
        assertThat(explain.joining(admin, territory).modules())
                .singleElement()
                .satisfies(joining -> assertThat(joining.shown().samples()).containsExactly(lead));
        long joined = lead("Oslo");
        assertThat(explain.joining(admin, territory)
                        .modules()
                        .getFirst()
                        .shown()
                        .samples())
                .containsExactly(lead);
        Territory staffed = new Territory(
                territory.id(),
                new TerritoryData(
                        "North",
                        "",
                        OptionalLong.empty(),
                        Optional.empty(),
                        Set.of(bob.user()),
                        AccessLevel.READ_ONLY,
                        north.criteria()));
        assertThat(leads(new SharingChange.OfTerritory(staffed)).shown().samples())
                .containsExactly(joined);
    }

    @ParameterizedTest
    @CsvSource({"999,999,true", "1000,1000,true", "1001,1000,false"})
    void countsUpToAThousandRecords(int there, int counted, boolean exact) {
        List<RecordChange> leads = IntStream.range(0, there)
                .mapToObj(i -> RecordChange.create(Map.of("Last_Name", "Lead " + i, "Company", "Engine")))
                .toList();
        for (int from = 0; from < there; from += 100) {
            records.write(
                    ann,
                    new WriteRequest(
                            "Leads",
                            WriteRequest.OperationKind.SAVE,
                            WriteRequest.Atomicity.ALL_OR_NOTHING,
                            leads.subList(from, Math.min(there, from + 100))));
        }

        assertThat(leads(new SharingChange.OfDefault("Leads", DefaultSharing.PUBLIC_READ_ONLY))
                        .shown()
                        .count())
                .isEqualTo(new CappedCount(counted, exact));
    }

    @Test
    void saysWhenTimeRanOut() {
        lead("Oslo");

        SharingPreview preview = explain.preview(
                admin, new SharingChange.OfDefault("Leads", DefaultSharing.PUBLIC_READ_ONLY), Duration.ofNanos(-1));

        assertThat(preview.finished()).isFalse();
        assertThat(preview.isNothing()).isFalse();
    }

    @Test
    void tellsWhoSeesARecord_exactlyThoseToWhomItIsExplained() {
        Random random = new Random(7);
        List<Actor> everybody = new ArrayList<>(List.of(admin, boss, ann, bob));
        Role seller = roles.find(admin.org(), roles.ofUsers(admin.org()).get(bob.user()))
                .orElseThrow();
        for (int i = 0; i < 4; i++) {
            everybody.add(person(i % 2 == 0 ? seller : director, Set.of()));
        }
        Actor roleless = given.person(admin, new Permissions(false, Map.of()));
        Actor ownOnly = given.person(
                admin,
                new Permissions(
                        false, Map.of("Leads", new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()))));
        Actor blind = given.person(
                admin, new Permissions(false, Map.of("Leads", new ModuleRights(Set.of(), false, Set.of(), Set.of()))));
        everybody.addAll(List.of(roleless, ownOnly, blind));
        Territory west = territories.create(
                admin,
                new TerritoryData(
                        "West",
                        "",
                        OptionalLong.empty(),
                        Optional.of(roleless.user()),
                        Set.of(ownOnly.user()),
                        AccessLevel.READ_WRITE,
                        Map.of()));
        territories.create(
                admin,
                new TerritoryData(
                        "Oslo",
                        "",
                        OptionalLong.of(west.id()),
                        Optional.empty(),
                        Set.of(bob.user()),
                        AccessLevel.FULL,
                        Map.of("Leads", "(City:equals:Oslo)")));
        UserGroup group = groups.create(
                admin,
                new GroupData(
                        "Some",
                        "",
                        Set.of(
                                new Principal(Principal.Kind.ROLE, seller.id()),
                                new Principal(Principal.Kind.USER, blind.user().value()))));
        List<Principal> principals = List.of(
                new Principal(Principal.Kind.USER, roleless.user().value()),
                new Principal(Principal.Kind.ROLE, seller.id()),
                new Principal(Principal.Kind.ROLE_AND_SUBORDINATES, director.id()),
                new Principal(Principal.Kind.GROUP, group.id()),
                new Principal(Principal.Kind.TERRITORY, west.id()));
        for (int round = 0; round < 12; round++) {
            sharing.create(
                    admin,
                    new SharingRuleData(
                            "Leads",
                            "Rule " + round,
                            round % 2 == 0 ? Optional.empty() : Optional.of(any(random, principals)),
                            round % 2 == 0 ? "(City:equals:" + any(random, List.of("Oslo", "Rome")) + ")" : "",
                            any(random, principals),
                            any(random, List.of(AccessLevel.values())),
                            random.nextBoolean(),
                            random.nextBoolean()));
            Actor owner = any(random, everybody.subList(0, 9));
            long lead = given.record(
                    admin,
                    "Leads",
                    Map.of(
                            "Last_Name",
                            "Byron",
                            "Company",
                            "Engine",
                            "City",
                            any(random, List.of("Oslo", "Rome")),
                            "Owner",
                            Long.toString(owner.user().value())));
            if (random.nextBoolean()) {
                shares.share(admin, "Leads", lead, any(random, principals), any(random, List.of(AccessLevel.values())));
            }
            sharing.changeDefault(
                    admin, "Leads", round == 11 ? DefaultSharing.PUBLIC_READ_ONLY : DefaultSharing.PRIVATE);

            Map<UserId, RecordPerson> told = explain.people(admin, "Leads", lead).stream()
                    .collect(Collectors.toMap(RecordPerson::user, person -> person));

            for (Actor person : everybody) {
                Explanation one = explain.explain(admin, person.user(), "Leads", lead, Optional.empty());
                Optional<RecordPerson> listed = Optional.ofNullable(told.get(person.user()));
                String which = "round %s, %s".formatted(round, person.user());
                assertThat(listed.isPresent()).as(which).isEqualTo(one.maySee());
                assertThat(listed.filter(RecordPerson::mayEdit).isPresent())
                        .as(which)
                        .isEqualTo(one.mayEdit());
                assertThat(listed.filter(RecordPerson::mayDelete).isPresent())
                        .as(which)
                        .isEqualTo(one.mayDelete());
                listed.ifPresent(there -> assertThat(there.reasons())
                        .as(which)
                        .containsExactlyInAnyOrderElementsOf(one.reasons().get(AccessLevel.READ_ONLY)));
            }
        }
    }

    @Test
    void aFieldOfPeopleOpensItsRecord() {
        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(
                                new SchemaChange.AddField(
                                        "Leads", FieldDef.of("Helper", Label.of("Helper"), FieldType.USERLOOKUP)),
                                new SchemaChange.AddField(
                                        "Leads", FieldDef.of("Team", Label.of("Team"), FieldType.MULTIUSERLOOKUP)))));
        sharing.shareThrough(admin, "Leads", "Helper", Optional.of(AccessLevel.READ_ONLY));
        sharing.shareThrough(admin, "Leads", "Team", Optional.of(AccessLevel.READ_WRITE));
        String name = Long.toString(bob.user().value());
        long lead = given.record(
                ann, "Leads", Map.of("Last_Name", "H", "Company", "E", "Helper", name, "Team", List.of(name)));

        RecordPerson told = explain.people(admin, "Leads", lead).stream()
                .filter(person -> person.user().equals(bob.user()))
                .findFirst()
                .orElseThrow();

        assertThat(told.reasons())
                .containsExactlyInAnyOrder(new SharingReason.Field("Helper"), new SharingReason.Field("Team"));
        assertThat(told.mayEdit()).isTrue();
        assertThat(told.mayDelete()).isFalse();
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Test
    void whoSeesARecordIsToldToThoseWhoManageSecurityAndSeeItThemselves() {
        long lead = lead("Oslo");
        Actor officer = given.person(
                admin,
                new Permissions(
                        false,
                        EnumSet.of(Permission.SETUP, Permission.MANAGE_SECURITY, Permission.API_ACCESS),
                        Map.of()));

        assertThat(explain.mayAsk(officer)).isTrue();
        assertThat(explain.mayAsk(ann)).isFalse();
        assertRefused(() -> explain.people(ann, "Leads", lead), ErrorCode.NO_PERMISSION);
        assertRefused(() -> explain.people(officer, "Leads", lead), ErrorCode.NOT_FOUND);
        assertRefused(() -> explain.people(admin, "Leads", 1), ErrorCode.NOT_FOUND);
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

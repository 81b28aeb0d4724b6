package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

@PlatformTest
class SharingTest {
    private static final Permissions STANDARD = new Permissions(false, Map.of());

    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private GroupService groups;

    @Autowired
    private SharingService sharing;

    @Autowired
    private TerritoryService territories;

    @Autowired
    private ShareService shares;

    @Autowired
    private SetupService setup;

    @Autowired
    private RuleService rules;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private RecordService records;

    private Actor admin;
    private Role director;
    private Role seller;
    private Actor boss;
    private Actor ann;
    private Actor bob;

    @BeforeEach
    void aCompanyOfThree() {
        admin = given.administrator();
        director = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(director.id()), false));
        boss = person(director);
        ann = person(seller);
        bob = person(seller);
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
    }

    private Actor person(Role role) {
        Actor person = given.person(admin, STANDARD);
        roles.assign(admin, person.user(), role.id());
        return person;
    }

    private long lead(Actor owner, String city) {
        return given.record(owner, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "City", city));
    }

    private List<Long> seenBy(Actor actor) {
        return records.query(actor, RecordQuery.of("Leads", List.of("City"), 100)).records().stream()
                .map(CrmRecord::id)
                .sorted()
                .toList();
    }

    private WriteResult.Row change(Actor actor, long lead) {
        return records.write(actor, WriteRequest.of("Leads", RecordChange.update(lead, Map.of("City", "Rome"))))
                .rows()
                .getFirst();
    }

    private static ErrorCode refusal(WriteResult.Row row) {
        return ((WriteResult.Rejected) row).violations().getFirst().code();
    }

    private WriteResult.Row delete(Actor actor, long lead) {
        return records.write(actor, WriteRequest.of("Leads", new RecordChange.Delete(lead)))
                .rows()
                .getFirst();
    }

    private static Principal user(Actor actor) {
        return new Principal(Principal.Kind.USER, actor.user().value());
    }

    private SharingRuleData rule(Optional<Principal> source, String criteria, Principal target, AccessLevel level) {
        return new SharingRuleData("Leads", "Rule", source, criteria, target, level, false, true);
    }

    @Test
    void recordsOfAPrivateModuleAreSeenByTheirOwnerAndThoseAbove() {
        long lead = lead(ann, "Oslo");

        assertThat(seenBy(ann)).containsExactly(lead);
        assertThat(seenBy(boss)).containsExactly(lead);
        assertThat(seenBy(admin)).containsExactly(lead);
        assertThat(seenBy(bob)).isEmpty();
        assertThat(refusal(change(bob, lead))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(change(boss, lead)).isInstanceOf(WriteResult.Saved.class);
    }

    @Test
    void aRuleSetsAFieldOfWhatIsBeingMadeInAPrivateModule() {
        rules.create(
                admin,
                new RuleData(
                        "Nordic",
                        "Leads",
                        RuleData.Event.CREATED,
                        "(City:equals:Oslo)",
                        List.of(new RuleAction.UpdateField("State", "Norway")),
                        true));

        long lead = lead(ann, "Oslo");

        assertThat(records.get(ann, "Leads", lead).text("State")).isEqualTo("Norway");
    }

    @Test
    void peersSeeEachOthersRecordsWhereTheirRoleSaysSo() {
        long lead = lead(ann, "Oslo");
        roles.change(admin, seller.id(), new RoleData("Seller", "", OptionalLong.of(director.id()), true));

        assertThat(seenBy(bob)).containsExactly(lead);
        assertThat(seenBy(boss)).containsExactly(lead);
    }

    @Test
    void anOpenModuleIsOpenAsFarAsItsDefaultSays() {
        long lead = lead(ann, "Oslo");
        sharing.changeDefault(admin, "Leads", DefaultSharing.PUBLIC_READ_ONLY);
        assertThat(seenBy(bob)).containsExactly(lead);
        assertThat(refusal(change(bob, lead))).isEqualTo(ErrorCode.NO_PERMISSION);
        assertThat(records.get(admin, "Leads", lead).text("City")).isEqualTo("Oslo");

        sharing.changeDefault(admin, "Leads", DefaultSharing.PUBLIC_READ_WRITE);
        assertThat(change(bob, lead)).isInstanceOf(WriteResult.Saved.class);
        assertThat(refusal(delete(bob, lead))).isEqualTo(ErrorCode.NO_PERMISSION);

        sharing.changeDefault(admin, "Leads", DefaultSharing.PUBLIC_FULL);
        assertThat(delete(bob, lead)).isInstanceOf(WriteResult.Saved.class);
    }

    @Test
    void aRuleOpensTheRecordsOfCertainOwnersToAGroup() {
        long lead = lead(ann, "Oslo");
        UserGroup inner = groups.create(admin, new GroupData("Inner", "", Set.of(user(bob))));
        UserGroup outer = groups.create(
                admin, new GroupData("Outer", "", Set.of(new Principal(Principal.Kind.GROUP, inner.id()))));
        SharingRule rule = sharing.create(
                admin,
                rule(
                        Optional.of(user(ann)),
                        "",
                        new Principal(Principal.Kind.GROUP, outer.id()),
                        AccessLevel.READ_ONLY));

        assertThat(seenBy(bob)).containsExactly(lead);
        assertThat(refusal(change(bob, lead))).isEqualTo(ErrorCode.NO_PERMISSION);

        sharing.delete(admin, rule.id());
        assertThat(seenBy(bob)).isEmpty();
    }

    @Test
    void aRuleOpensRecordsThatMatchCriteriaToARole_andToThoseAboveWhereItSaysSo() {
        long oslo = lead(admin, "Oslo");
        lead(admin, "Rome");
        SharingRuleData data = rule(
                Optional.empty(),
                "(City:equals:Oslo)",
                new Principal(Principal.Kind.ROLE, seller.id()),
                AccessLevel.READ_WRITE);
        SharingRule rule = sharing.create(admin, data);

        assertThat(seenBy(ann)).containsExactly(oslo);
        assertThat(seenBy(boss)).isEmpty();

        sharing.change(
                admin,
                rule.id(),
                1,
                new SharingRuleData(
                        "Leads", "Rule", data.source(), data.criteria(), data.target(), data.access(), true, true));
        assertThat(seenBy(boss)).containsExactly(oslo);
        assertThat(change(ann, oslo)).isInstanceOf(WriteResult.Saved.class);
        // It does not match any more.
        assertThat(seenBy(ann)).isEmpty();
    }

    @Test
    void aRecordIsSharedByHandAndTakenBack() {
        long lead = lead(ann, "Oslo");

        shares.share(ann, "Leads", lead, user(bob), AccessLevel.READ_ONLY);
        assertThat(seenBy(bob)).containsExactly(lead);
        assertThatThrownBy(() -> shares.share(bob, "Leads", lead, user(boss), AccessLevel.FULL))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));

        shares.share(ann, "Leads", lead, user(bob), AccessLevel.READ_WRITE);
        assertThat(change(bob, lead)).isInstanceOf(WriteResult.Saved.class);

        assertThat(shares.mayShare(ann, "Leads", lead)).isTrue();
        assertThat(shares.mayShare(bob, "Leads", lead)).isFalse();
        shares.unshare(ann, "Leads", lead, user(bob));
        assertThat(seenBy(bob)).isEmpty();
        assertThatThrownBy(() -> shares.shares(bob, "Leads", lead))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void aShareThatIsRolledBackWasNeverThere() {
        long lead = lead(ann, "Oslo");

        transactions.executeWithoutResult(status -> {
            shares.share(ann, "Leads", lead, user(bob), AccessLevel.READ_ONLY);
            assertThat(seenBy(bob)).containsExactly(lead);
            status.setRollbackOnly();
        });

        assertThat(seenBy(bob)).isEmpty();
    }

    @Test
    void aRecordHasAtMostAHundredShares_whoseLevelsCanBeChangedAllTheSame() {
        long lead = lead(ann, "Oslo");
        List<Principal> everyone = IntStream.range(0, RecordShare.MAX_PER_RECORD + 1)
                .mapToObj(i -> groups.create(
                        admin,
                        new GroupData(
                                "Group " + i,
                                "",
                                Set.of(new Principal(
                                        Principal.Kind.USER, bob.user().value())))))
                .map(group -> new Principal(Principal.Kind.GROUP, group.id()))
                .toList();
        List<Principal> most = everyone.subList(0, RecordShare.MAX_PER_RECORD);
        most.forEach(one -> shares.share(ann, "Leads", lead, one, AccessLevel.READ_ONLY));

        assertThatThrownBy(() -> shares.share(ann, "Leads", lead, everyone.getLast(), AccessLevel.READ_ONLY))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        shares.share(ann, "Leads", lead, most.getFirst(), AccessLevel.FULL);

        assertThat(shares.shares(ann, "Leads", lead))
                .hasSize(RecordShare.MAX_PER_RECORD)
                .filteredOn(share -> share.principal().equals(most.getFirst()))
                .singleElement()
                .satisfies(share -> assertThat(share.access()).isEqualTo(AccessLevel.FULL));
    }

    @Test
    void moreSharesThanAStatementNamesAreFoundAllTheSame() {
        int many = RowScope.Shared.MAX_INLINE + 1;
        List<Long> leads =
                IntStream.range(0, many).mapToObj(_ -> lead(ann, "Oslo")).toList();
        for (long lead : leads.subList(0, many - 1)) {
            shares.share(ann, "Leads", lead, user(bob), AccessLevel.READ_ONLY);
        }
        assertThat(records.count(bob, "Leads", Criteria.everything(), 10_000).count())
                .isEqualTo(many - 1);

        shares.share(ann, "Leads", leads.getLast(), user(bob), AccessLevel.READ_WRITE);
        assertThat(records.count(bob, "Leads", Criteria.everything(), 10_000).count())
                .isEqualTo(many);
        assertThat(refusal(change(bob, leads.getFirst()))).isEqualTo(ErrorCode.NO_PERMISSION);
        assertThat(change(bob, leads.getLast())).isInstanceOf(WriteResult.Saved.class);
    }

    @Test
    void aFieldOfPeopleSharesItsRecordWithWhomItNames() {
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
        long helped = given.record(
                ann,
                "Leads",
                Map.of(
                        "Last_Name",
                        "H",
                        "Company",
                        "E",
                        "Helper",
                        Long.toString(bob.user().value())));
        long joint = given.record(
                ann,
                "Leads",
                Map.of(
                        "Last_Name",
                        "T",
                        "Company",
                        "E",
                        "Team",
                        List.of(Long.toString(bob.user().value()))));

        assertThat(seenBy(bob)).containsExactly(helped, joint);
        assertThat(refusal(change(bob, helped))).isEqualTo(ErrorCode.NO_PERMISSION);
        assertThat(change(bob, joint)).isInstanceOf(WriteResult.Saved.class);

        sharing.shareThrough(admin, "Leads", "Helper", Optional.empty());
        assertThat(seenBy(bob)).containsExactly(joint);
    }

    @Test
    void aTerritoryTakesInWhatMatchesAndItsPeopleSeeWhatIsBelowToo() {
        Territory world = territories.create(
                admin,
                new TerritoryData(
                        "World",
                        "",
                        OptionalLong.empty(),
                        Optional.of(bob.user()),
                        Set.of(),
                        AccessLevel.FULL,
                        Map.of()));
        territories.create(
                admin,
                new TerritoryData(
                        "North",
                        "",
                        OptionalLong.of(world.id()),
                        Optional.empty(),
                        Set.of(),
                        AccessLevel.READ_ONLY,
                        Map.of("Leads", "(City:equals:Oslo)")));
        long oslo = lead(admin, "Oslo");
        lead(admin, "Rome");

        assertThat(seenBy(bob)).containsExactly(oslo);
        assertThat(refusal(change(bob, oslo))).isEqualTo(ErrorCode.NO_PERMISSION);
        assertThat(seenBy(ann)).isEmpty();
    }

    @Test
    void rowsOfASubformAreSeenWithTheRecordThatTheyBelongTo() {
        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(new SchemaChange.AddField(
                                "Leads",
                                FieldDef.of("Rooms", Label.of("Rooms"), FieldType.SUBFORM)
                                        .with(new FieldProperties.Subform("", "", 200))))));
        String rooms = ((FieldProperties.Subform) metadata.model(admin.org())
                        .module("Leads")
                        .field("Rooms")
                        .properties())
                .module();
        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(new SchemaChange.AddField(
                                rooms, FieldDef.of("Place", Label.of("Place"), FieldType.TEXT)))));
        given.record(ann, "Leads", Map.of("Last_Name", "R", "Company", "E", "Rooms", List.of(Map.of("Place", "A"))));

        assertThat(records.count(ann, rooms, Criteria.everything(), 10).count()).isEqualTo(1);
        assertThat(records.count(boss, rooms, Criteria.everything(), 10).count())
                .isEqualTo(1);
        assertThat(records.count(bob, rooms, Criteria.everything(), 10).count()).isZero();
    }

    @Test
    void rolesAndGroupsAreFoundByNumber_asSoonAsTheyAreMade() {
        UserGroup group = groups.create(admin, new GroupData("Inner", "", Set.of(user(bob))));

        assertThat(roles.find(admin.org(), seller.id())).contains(seller);
        assertThat(groups.find(admin.org(), group.id())).contains(group);
        groups.delete(admin, group.id());
        assertThat(groups.find(admin.org(), group.id())).isEmpty();
        assertThat(roles.find(admin.org(), group.id())).isEmpty();
    }

    @Test
    void theTreeStaysATree() {
        assertThatThrownBy(() -> roles.change(
                        admin, director.id(), new RoleData("Director", "", OptionalLong.of(seller.id()), false)))
                .isInstanceOf(ViolationsException.class);
        assertThatThrownBy(() -> roles.create(admin, new RoleData("Second", "", OptionalLong.empty(), false)))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactly("parent"));
        assertThatThrownBy(() -> roles.delete(admin, director.id(), seller.id()))
                .isInstanceOf(ViolationsException.class);

        Role junior = roles.create(admin, new RoleData("Junior", "", OptionalLong.of(seller.id()), false));
        Actor carl = person(junior);
        long lead = lead(carl, "Oslo");
        roles.delete(admin, seller.id(), director.id());

        assertThat(seenBy(boss)).contains(lead);
        assertThat(roles.ofUsers(admin.org())).containsEntry(ann.user(), director.id());
    }

    @Test
    void rulesAreRefusedWithAllTheirFaults() {
        assertThatThrownBy(() -> sharing.create(
                        admin,
                        new SharingRuleData(
                                "Leads",
                                " ",
                                Optional.empty(),
                                "(Created_Time:equals:${TODAY})",
                                new Principal(Principal.Kind.ROLE, 1),
                                AccessLevel.FULL,
                                false,
                                true)))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactly("name", "criteria", "target"));
        assertThatThrownBy(() -> sharing.create(ann, rule(Optional.of(user(ann)), "", user(bob), AccessLevel.FULL)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    @Test
    void whoMayNotGiveRecordsAwayKeepsThem() {
        Actor dan = given.person(admin, new Permissions(false, Set.of(), Map.of()));
        long lead = lead(dan, "Oslo");

        WriteResult.Row refused = records.write(
                        dan,
                        WriteRequest.of(
                                "Leads",
                                RecordChange.update(
                                        lead,
                                        Map.of("Owner", Long.toString(ann.user().value())))))
                .rows()
                .getFirst();

        assertThat(refusal(refused)).isEqualTo(ErrorCode.NO_PERMISSION);
        assertThat(seenBy(dan)).containsExactly(lead);
    }
}

package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.common.Label;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.testing.StatementCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** However many people, modules and records there are, rights take the same number of statements. */
@PlatformTest
@Import(StatementCounter.Configuration.class)
class StatementsTest {
    private static final int PEOPLE = 300;
    private static final int MODULES = 200;
    private static final int ROWS = 100;
    /** Most statements of a run that finds nothing in memory: far fewer than there are people, modules or records. */
    private static final int MOST = 60;

    /** A notice that comes late makes one of them load again; the least is what each takes. */
    private static final int RUNS = 3;

    @Autowired
    private StatementCounter statements;

    @Autowired
    private Given given;

    @Autowired
    private ExplainService explain;

    @Autowired
    private ProfileService profiles;

    @Autowired
    private AccessService access;

    @Autowired
    private RoleService roles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    /** Returns the count of a first run, with what it loads, and the least of further ones. */
    private Counts counts(Runnable act) {
        int first = statements.count(act);
        int next =
                IntStream.range(0, RUNS).map(_ -> statements.count(act)).min().orElseThrow();
        return new Counts(first, next);
    }

    private record Counts(int first, int next) {}

    private static void assertFixed(Counts few, Counts many) {
        assertThat(many.next()).isPositive().isEqualTo(few.next());
        assertThat(few.first()).isLessThan(MOST);
        assertThat(many.first()).isLessThan(MOST);
    }

    @Test
    void whoSeesARecordTakesAsManyForThreeHundredAsForThree() {
        sharing.changeDefault(admin, "Leads", DefaultSharing.PUBLIC_READ_ONLY);
        long lead = lead(admin, 0);
        people(3);
        Counts few = counts(() -> explain.people(admin, "Leads", lead));
        people(PEOPLE - 4);

        Counts many = counts(() -> explain.people(admin, "Leads", lead));

        assertThat(explain.people(admin, "Leads", lead)).hasSize(PEOPLE);
        assertFixed(few, many);
    }

    private List<Actor> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> given.person(admin, new Permissions(false, Map.of())))
                .toList();
    }

    private long lead(Actor owner, int number) {
        return given.record(owner, "Leads", Map.of("Last_Name", "L" + number, "Company", "Engine", "City", "Oslo"));
    }

    @Test
    void theProfilesMatrixTakesAsManyForTwoHundredModules() {
        long profile =
                profiles.create(admin, "Wide", new Permissions(false, Map.of())).id();
        Counts few = counts(() -> readAndSave(profile));
        List<SchemaChange> made = new ArrayList<>();
        for (int i = metadata.model(admin.org()).modules().size(); i < MODULES; i++) {
            made.add(new SchemaChange.CreateModule(module("Things_" + i)));
        }
        setup.apply(admin, setup.plan(admin, made));

        Counts many = counts(() -> readAndSave(profile));

        assertThat(metadata.model(admin.org()).modules()).hasSizeGreaterThanOrEqualTo(MODULES);
        // Each save forgets what is remembered, here and once more when its notice arrives: the counts are not equal.
        assertThat(List.of(few.first(), few.next(), many.first(), many.next()))
                .allSatisfy(count -> assertThat(count).isBetween(1, MOST));
    }

    private static ModuleDef module(String name) {
        return ModuleDef.of(
                ModuleHead.of(name, Label.of(name), Label.of(name), "cube", "Title", true),
                List.of(FieldDef.of("Title", Label.of("Title"), FieldType.TEXT)),
                new LayoutDef(List.of(new SectionDef(Label.of("Thing"), 1, List.of("Title")))),
                new ListViewDef(List.of("Title"), "Created_Time", true));
    }

    /** Reads what the page shows and saves another right for each module. */
    private void readAndSave(long profile) {
        Permissions seen = profiles.all(admin).stream()
                .filter(each -> each.id() == profile)
                .findFirst()
                .orElseThrow()
                .permissions();
        boolean closing = seen.modules().isEmpty();
        Map<String, ModuleRights> wanted = new HashMap<>();
        for (ModuleDef module : metadata.model(admin.org()).modules()) {
            access.of(admin).fields(module);
            if (closing) {
                wanted.put(module.apiName(), new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of()));
            }
        }
        profiles.people(admin);
        profiles.change(admin, profile, seen, new Permissions(false, wanted));
    }

    @Test
    void aListOfAMemberTakesAsManyForManyRecordsAndPeople() {
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
        Role head = roles.create(admin, new RoleData("Head", "", OptionalLong.empty(), false));
        Role seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(head.id()), false));
        Actor member = given.person(admin, new Permissions(false, Map.of()));
        roles.assign(admin, member.user(), head.id());
        sharing.create(
                admin,
                new SharingRuleData(
                        "Leads",
                        "Oslo",
                        Optional.empty(),
                        "(City:equals:Oslo)",
                        new Principal(Principal.Kind.USER, member.user().value()),
                        AccessLevel.READ_ONLY,
                        false,
                        true));
        lead(member, 0);
        Counts few = counts(() -> list(member));
        for (Actor other : people(20)) {
            roles.assign(admin, other.user(), seller.id());
            IntStream.range(0, ROWS / 20).forEach(number -> lead(other, number));
        }

        Counts many = counts(() -> list(member));

        assertThat(list(member)).isEqualTo(ROWS);
        assertFixed(few, many);
    }

    private int list(Actor member) {
        records.count(member, "Leads", Criteria.everything(), 1_000);
        return records.query(member, RecordQuery.of("Leads", List.of("Last_Name", "Owner", "City"), ROWS))
                .records()
                .size();
    }
}

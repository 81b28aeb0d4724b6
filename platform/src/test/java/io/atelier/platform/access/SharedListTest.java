package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.common.Label;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Pages of somebody to whom many things open records are found by each of these apart, and must be what the administrator's list
 * gives when it leaves out what that person cannot open one by one.
 */
@PlatformTest
class SharedListTest {
    private static final int LEADS = 160;
    private static final int PAGE = 7;
    private static final List<String> CITIES = List.of("Oslo", "Rome", "Bonn", "Lyon", "Graz");

    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private TerritoryService territories;

    @Autowired
    private ShareService shares;

    @Autowired
    private SetupService setup;

    @Autowired
    private RecordService records;

    private Actor admin;
    private Role seller;
    private Actor leader;

    /** What the leader could open when it had just been made. */
    private final Set<Long> opened = new HashSet<>();

    @BeforeEach
    void aCompanyOfOneLeaderAndManySellers() {
        admin = given.administrator();
        Role director = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        Role leading = roles.create(admin, new RoleData("Leader", "", OptionalLong.of(director.id()), false));
        seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(leading.id()), false));
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(new SchemaChange.AddField(
                                "Leads", FieldDef.of("Helper", Label.of("Helper"), FieldType.USERLOOKUP)))));
        leader = person(leading);
    }

    private Actor person(Role role) {
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        roles.assign(admin, person.user(), role.id());
        return person;
    }

    /** Opens records in each way that there is; the seed decides which lead is opened by which, by several or by none. */
    private void open(Random random, int sellers, int rules) {
        List<Actor> owners = new ArrayList<>(List.of(leader, admin, admin));
        IntStream.range(0, sellers).forEach(_ -> owners.add(person(seller)));
        Principal principal = new Principal(Principal.Kind.USER, leader.user().value());
        sharing.shareThrough(admin, "Leads", "Helper", Optional.of(AccessLevel.READ_ONLY));
        for (int i = 0; i < rules; i++) {
            sharing.create(
                    admin,
                    new SharingRuleData(
                            "Leads",
                            "Rule " + i,
                            Optional.empty(),
                            "((City:equals:Oslo)and(No_of_Employees:equals:" + i + "))",
                            principal,
                            AccessLevel.READ_ONLY,
                            false,
                            true));
        }
        territories.create(
                admin,
                new TerritoryData(
                        "South",
                        "",
                        OptionalLong.empty(),
                        Optional.of(leader.user()),
                        Set.of(),
                        AccessLevel.READ_ONLY,
                        Map.of("Leads", "((City:equals:Rome)and(No_of_Employees:less_than:3))")));
        for (int i = 0; i < LEADS; i++) {
            Map<String, Object> values = new HashMap<>(Map.of(
                    "Last_Name", "L" + random.nextInt(40), "Company", "E", "No_of_Employees", random.nextInt(12)));
            if (random.nextInt(5) > 0) {
                values.put("City", CITIES.get(random.nextInt(CITIES.size())));
            }
            if (random.nextInt(10) == 0) {
                values.put("Helper", Long.toString(leader.user().value()));
            }
            long made = given.record(owners.get(random.nextInt(owners.size())), "Leads", values);
            if (random.nextInt(12) == 0) {
                shares.share(admin, "Leads", made, principal, AccessLevel.READ_ONLY);
            }
            if (records.find(leader, "Leads", made).isPresent()) {
                opened.add(made);
            }
            if (random.nextInt(8) == 0) {
                records.write(admin, WriteRequest.of("Leads", new RecordChange.Delete(made)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 2", "1, 0", "3, 12", "48, 1", "52, 0"})
    void pagesAndCountsAreTheAdministratorsWithoutWhatIsClosed(int sellers, int rules) {
        open(new Random(31L * sellers + rules), sellers, rules);
        RecordQuery all = RecordQuery.of("Leads", List.of("City", "Last_Name"), PAGE);
        Criteria some = CriteriaParser.parse("(No_of_Employees:less_than:9)");
        List<RecordQuery> queries = List.of(
                all,
                all.sortedBy("City", true),
                all.sortedBy("City", false).where(some),
                all.sortedBy("Last_Name", true).where(some),
                all.sortedBy("Owner.full_name", false),
                all.search("l1"),
                all.in(Bin.RECYCLED));

        for (RecordQuery query : queries) {
            List<Long> open =
                    walked(admin, query).stream().filter(opened::contains).toList();
            assertThat(walked(leader, query)).as("%s", query).isEqualTo(open);
        }
        for (Criteria criteria : List.of(Criteria.everything(), some)) {
            long open = walked(admin, all.where(criteria)).stream()
                    .filter(opened::contains)
                    .count();
            assertThat(open).isBetween(9L, LEADS - 9L);
            assertThat(records.count(leader, "Leads", criteria, LEADS).count()).isEqualTo(open);
            assertThat(records.count(leader, "Leads", criteria, 8).count()).isEqualTo(8);
        }
    }

    /** Returns the ids of all pages one after the other. */
    private List<Long> walked(Actor actor, RecordQuery query) {
        List<Long> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            RecordPage page = records.query(actor, query.after(cursor));
            page.records().stream().map(CrmRecord::id).forEach(ids::add);
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return ids;
    }
}

package io.atelier.platform.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.metadata.internal.IndexExecutor;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/** Organizations that an older release made: without the column of search and without most indexes. */
@PlatformTest
class SearchUpgradeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private SetupService setup;

    @Autowired
    private IndexService indexes;

    @Autowired
    private IndexExecutor executor;

    @Autowired
    private SearchUpgrade upgrade;

    @Autowired
    private SearchUpgradeRound round;

    @Autowired
    private UpgradeStore upgrades;

    @Autowired
    private OrgJdbc sql;

    @Autowired
    private TransactionOperations transactions;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @Test
    void anOrganizationOfThisReleaseLacksNothing() {
        assertThat(indexes.missing(model())).isEmpty();

        long version = model().version();
        upgrade.run(data());

        assertThat(model().version()).isEqualTo(version);
        assertThat(upgrades.isDone(admin.org(), SearchUpgrade.NAME)).isTrue();
    }

    @Test
    void columnsAndIndexesAreRestoredAndSearchUsesThem() {
        List<String> before = definitions();
        given.record(admin, "Leads", Map.of("Last_Name", "Müller", "Company", "Steel", "Email", "anna@secret.example"));
        growOld();
        assertThat(indexes.missing(model()))
                .contains("Leads.Created_Time", "Leads.Owner", "Leads.Email", "Contacts.Account_Name")
                .doesNotContain("Leads.search");
        assertThat(found(admin, "ÜLL")).containsExactly("Müller");

        upgrade.run(data());

        assertThat(indexes.missing(model())).isEmpty();
        assertThat(definitions()).isEqualTo(before);
        assertThat(metadata.model(admin.org()).modules())
                .filteredOn(module -> module.head().isOrdinary())
                .allMatch(SearchColumn::exists);
        assertThat(found(admin, "ÜLL")).containsExactly("Müller");
        given.record(admin, "Leads", Map.of("Last_Name", "Later", "Company", "Steelworks"));
        assertThat(found(admin, "steel")).containsExactly("Later", "Müller");
        ModuleRights blind = new ModuleRights(Set.of(Verb.READ), false, Set.of("Email"), Set.of());
        assertThat(found(given.person(admin, new Permissions(false, Map.of("Leads", blind))), "secret"))
                .isEmpty();
        assertThat(plan()).contains("standard_" + leads().id() + "_search");
    }

    @Test
    void aRunThatWasCutOffGoesOnWhereItWas() {
        growOld();
        metadata.apply(metadata.plan(admin.org(), List.of(new SchemaChange.AddSearch("Leads"))));
        String time = "standard_" + leads().id() + "_time";
        given.record(admin, "Leads", Map.of("Last_Name", "One", "Company", "A"));
        given.record(admin, "Leads", Map.of("Last_Name", "Two", "Company", "A"));
        // What a build leaves that does not come to its end: an index that serves nothing.
        assertThatThrownBy(() -> sql.sql(
                                admin.org(),
                                "create unique index concurrently " + time + " on {s}.\"Leads\" (\"Company\")")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThat(upgrades.isDone(admin.org(), SearchUpgrade.NAME)).isFalse();

        upgrade.run(data());

        assertThat(indexes.missing(model())).isEmpty();
        assertThat(invalid()).isZero();
        assertThat(found(admin, "one")).containsExactly("One");
    }

    @Test
    void itIsDoneOnce() {
        growOld();
        round.run();
        await().atMost(PATIENCE).until(() -> upgrades.isDone(admin.org(), SearchUpgrade.NAME));
        assertThat(indexes.missing(model())).isEmpty();

        sql.sql(admin.org(), "drop index {s}.\"standard_" + leads().id() + "_time\"")
                .update();
        upgrade.run(data());

        assertThat(indexes.missing(model()))
                .as("what a person drops afterwards stays so")
                .containsExactly("Leads.Created_Time");
    }

    @Test
    void whileAnotherBuildIsUnderWayItWaits() {
        growOld();

        executor.alone(admin.org(), _ -> {
            upgrade.run(data());
            assertThat(upgrades.isDone(admin.org(), SearchUpgrade.NAME)).isFalse();
            assertThat(indexes.missing(model())).contains("Leads.Owner");
        });

        await().atMost(PATIENCE).until(() -> upgrades.isDone(admin.org(), SearchUpgrade.NAME));
        assertThat(indexes.missing(model())).isEmpty();
    }

    @Test
    void aModuleThatHasItsColumnIsLeftAlone() {
        assertThat(metadata.plan(admin.org(), List.of(new SchemaChange.AddSearch("Leads")))
                        .steps())
                .allMatch(step -> step.ddl().isEmpty());
    }

    @Test
    void fieldsThatAreAddedLaterHaveTheirIndexesToo() {
        FieldDef mail = FieldDef.of("Second_Email", Label.of("Second"), FieldType.EMAIL);
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Leads", mail))));

        assertThat(indexes.missing(model())).isEmpty();
    }

    /** Takes away what older releases did not make, from the tables and from the definitions. */
    private void growOld() {
        List<String> drops = sql.sql(admin.org(), """
                        select format('drop index %s', i.indexrelid::regclass)
                        from pg_index i
                        join pg_class t on t.oid = i.indrelid
                        where t.relnamespace = '{s}'::regnamespace and not i.indisunique
                            and t.relname not like 'sys\\_%'""").query(String.class).list();
        transactions.executeWithoutResult(_ -> {
            drops.forEach(drop -> sql.sql(admin.org(), drop).update());
            for (ModuleDef module : model().modules()) {
                sql.sql(
                                admin.org(),
                                "alter table {s}.\"" + module.apiName() + "\" drop column if exists "
                                        + SearchColumn.NAME)
                        .update();
            }
            sql.sql(admin.org(), "update {s}.sys_module set definition = definition - 'searchFields'")
                    .update();
        });
        // Any change has the model read anew.
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.HideModule("Leads", true))));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.HideModule("Leads", false))));
        assertThat(SearchColumn.exists(leads())).isFalse();
    }

    private List<String> definitions() {
        return sql.sql(admin.org(), """
                        select t.relname || regexp_replace(pg_get_indexdef(i.indexrelid), '.* USING', '')
                        from pg_index i
                        join pg_class t on t.oid = i.indrelid
                        where t.relnamespace = '{s}'::regnamespace and not i.indisunique
                            and t.relname not like 'sys\\_%'
                        order by 1""").query(String.class).list();
    }

    private int invalid() {
        return sql.sql(admin.org(), """
                        select count(*) from pg_index i join pg_class t on t.oid = i.indrelid
                        where t.relnamespace = '{s}'::regnamespace and not i.indisvalid""").query(Integer.class).single();
    }

    private String plan() {
        return transactions.execute(_ -> {
            sql.sql(admin.org(), "set local enable_seqscan = off").update();
            return String.join(
                    "\n",
                    sql.sql(admin.org(), "explain select id from {s}.\"Leads\" where sys_search like '%steel%'")
                            .query(String.class)
                            .list());
        });
    }

    private List<String> found(Actor actor, String text) {
        return records
                .query(actor, RecordQuery.of("Leads", List.of("Last_Name"), 10).search(text))
                .records()
                .stream()
                .map(record -> record.text("Last_Name"))
                .toList();
    }

    private SearchUpgrade.Data data() {
        return new SearchUpgrade.Data(admin.org().value());
    }

    private ModuleDef leads() {
        return model().module("Leads");
    }

    private OrgModel model() {
        return metadata.model(admin.org());
    }
}

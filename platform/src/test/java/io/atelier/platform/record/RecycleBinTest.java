package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.Label;
import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class RecycleBinTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private RecycleBinService bin;

    @Autowired
    private TimelineService timelines;

    @Autowired
    private SetupService setup;

    @Autowired
    private List<RecurringJob> rounds;

    @Autowired
    private OrgJdbc jdbc;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void listsOverModulesPageByPageWhatTheActorMaySee() {
        ModuleRights ownOnly = new ModuleRights(Set.of(Verb.values()), true, Set.of("Account_Name"), Set.of());
        Actor member = given.person(admin, new Permissions(false, Map.of("Accounts", ownOnly)));
        for (int i = 0; i < 5; i++) {
            delete("Accounts", given.record(admin, "Accounts", Map.of("Account_Name", "A" + i)));
            delete("Contacts", given.record(admin, "Contacts", Map.of("Last_Name", "C" + i)));
        }
        long own = given.record(
                admin,
                "Accounts",
                Map.of("Account_Name", "Own", "Owner", member.user().value()));
        delete("Accounts", own);

        List<RecycledRecord> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            RecycledRecord.Page page = bin.list(admin, Optional.empty(), cursor, 3);
            seen.addAll(page.records());
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertThat(seen).hasSize(11).doesNotHaveDuplicates();
        assertThat(seen.getFirst().name()).isEqualTo("Own");
        assertThat(seen.getFirst().deletedBy()).isEqualTo(admin.user());
        assertThat(bin.list(member, Optional.of("Accounts"), Optional.empty(), 10)
                        .records())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.id()).isEqualTo(own);
                    assertThat(record.name()).isEmpty();
                });
        assertThatThrownBy(() -> bin.list(admin, Optional.empty(), Optional.of("nonsense"), 10))
                .hasMessageContaining("first page");
        assertThatThrownBy(() -> bin.list(admin, Optional.empty(), Optional.empty(), RecycleBinService.MAX_LIMIT + 1))
                .hasMessageContaining("1 to 200");
    }

    @Test
    void childrenGoAndComeBackWithTheirRecord() {
        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(new SchemaChange.AddField(
                                "Accounts", FieldDef.of("Sites", Label.of("Sites"), FieldType.SUBFORM)))));
        long id = given.record(
                admin, "Accounts", Map.of("Account_Name", "With rows", "Sites", List.of(Map.of(), Map.of())));
        FieldValue rows = records.get(admin, "Accounts", id).value("Sites");
        assertThat(rows)
                .isInstanceOfSatisfying(
                        FieldValue.Rows.class, r -> assertThat(r.rows()).hasSize(2));
        long gone = ((FieldValue.Rows) rows).rows().getFirst().id();
        records.write(
                admin,
                WriteRequest.of(
                        "Accounts",
                        RecordChange.update(id, Map.of("Sites", List.of(Map.of("id", gone, "_delete", true))))));

        delete("Accounts", id);
        assertThat(bin.list(admin, Optional.empty(), Optional.empty(), 10).records())
                .extracting(RecycledRecord::id)
                .containsExactly(id);
        String child = "Accounts_Sites";
        assertThat(records.query(admin, RecordQuery.of(child, List.of("Parent_Id"), 10))
                        .records())
                .isEmpty();

        bin.restore(admin, "Accounts", List.of(id));
        assertThat(records.get(admin, "Accounts", id).value("Sites"))
                .isInstanceOfSatisfying(
                        FieldValue.Rows.class,
                        r -> assertThat(r.rows())
                                .as("the row that was taken out before stays out")
                                .hasSize(1));

        delete("Accounts", id);
        assertThat(bin.purge(admin, "Accounts", List.of(id))).isEqualTo(1);
        assertThat(records.query(
                                admin,
                                RecordQuery.of(child, List.of("Parent_Id"), 10).in(RecordQuery.Bin.RECYCLED))
                        .records())
                .extracting(CrmRecord::id)
                .containsExactly(gone);
    }

    @Test
    void ordinaryLinksNameNothingUntilTheRecordIsBackAndAreEmptiedWhenItIsGoneForGood() {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Target"));
        long contact = given.record(admin, "Contacts", Map.of("Last_Name", "C", "Account_Name", account));
        delete("Accounts", account);
        assertThat(records.get(admin, "Contacts", contact).value("Account_Name"))
                .isEqualTo(new FieldValue.Lookup(account));
        assertThat(records.get(admin, "Contacts", contact).labels()).doesNotContainKey("Account_Name");
        bin.restore(admin, "Accounts", List.of(account));
        assertThat(records.get(admin, "Contacts", contact).labels()).containsEntry("Account_Name", "Target");

        delete("Accounts", account);
        assertThat(bin.purge(admin, "Accounts", List.of(account))).isEqualTo(1);

        assertThat(records.get(admin, "Contacts", contact).value("Account_Name"))
                .isEqualTo(FieldValue.NULL);
        assertThat(timelines
                        .timeline(admin, "Contacts", contact, OptionalLong.empty(), 1)
                        .getFirst()
                        .changes())
                .containsExactly(new TimelineEntry.FieldChange("Account_Name", Long.toString(account), null));
        assertThat(bin.list(admin, Optional.empty(), Optional.empty(), 10).records())
                .isEmpty();
        assertThat(jdbc.sql(
                                admin.org(),
                                "select string_agg(detail::text, '') from {s}.sys_timeline where record_id = ?")
                        .param(account)
                        .query(String.class)
                        .single())
                .doesNotContain("Target");
    }

    @Test
    void onlyWhatIsInTheBinAndTheActorsIsDeletedForGood() {
        ModuleRights ownOnly = new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of());
        Actor member = given.person(admin, new Permissions(false, Map.of("Accounts", ownOnly)));
        long inUse = given.record(admin, "Accounts", Map.of("Account_Name", "In use"));
        long binned = given.record(admin, "Accounts", Map.of("Account_Name", "Binned"));
        delete("Accounts", binned);

        assertThat(bin.purge(member, "Accounts", List.of(binned, inUse))).isZero();
        assertThat(bin.purge(admin, "Accounts", List.of(binned, inUse, 42L))).isEqualTo(1);
        assertThat(records.find(admin, "Accounts", inUse)).isPresent();
        assertThatThrownBy(() -> bin.empty(member)).hasMessageContaining("administrator");
    }

    @Test
    void anAdministratorEmptiesTheBin() {
        for (int i = 0; i < 3; i++) {
            delete("Accounts", given.record(admin, "Accounts", Map.of("Account_Name", "A" + i)));
        }
        bin.empty(admin);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> bin.list(admin, Optional.empty(), Optional.empty(), 10)
                        .records()
                        .isEmpty());
    }

    @Test
    void afterSixtyDaysARecordIsGoneForGood() throws Exception {
        long old = given.record(admin, "Accounts", Map.of("Account_Name", "Old"));
        long young = given.record(admin, "Accounts", Map.of("Account_Name", "Young"));
        delete("Accounts", old);
        delete("Accounts", young);
        age(old, RecycleBinService.RETENTION_DAYS, "1 minute");
        age(young, RecycleBinService.RETENTION_DAYS, "-1 minute");

        RecurringJob housekeeping = rounds.stream()
                .filter(job -> job.name().equals("record-housekeeping"))
                .findFirst()
                .orElseThrow();
        assertThat(housekeeping.every()).isEqualTo(Duration.ofDays(1));
        housekeeping.run();
        housekeeping.run();

        assertThat(bin.list(admin, Optional.empty(), Optional.empty(), 10).records())
                .extracting(RecycledRecord::id)
                .containsExactly(young);
    }

    private void age(long id, int days, String more) {
        jdbc.sql(
                        admin.org(),
                        "update {s}.sys_bin set deleted_time = now() - make_interval(days => ?) - ?::interval"
                                + " where record_id = ?")
                .params(days, more, id)
                .update();
    }

    private void delete(String module, long id) {
        records.write(admin, WriteRequest.of(module, new RecordChange.Delete(id)))
                .single();
    }
}

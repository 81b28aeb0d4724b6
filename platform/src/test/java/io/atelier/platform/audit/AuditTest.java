package io.atelier.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.AuditService;
import io.atelier.platform.access.AuditService.Format;
import io.atelier.platform.access.GroupService;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.audit.AuditVerdict.Broken;
import io.atelier.platform.audit.AuditVerdict.Fault;
import io.atelier.platform.audit.AuditVerdict.Intact;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class AuditTest {
    @Autowired
    private SessionService sessions;

    @Autowired
    Given given;

    @Autowired
    AuditService audit;

    @Autowired
    AuditTrail trail;

    @Autowired
    AuditLog log;

    @Autowired
    RecordService records;

    @Autowired
    RoleService roles;

    @Autowired
    GroupService groups;

    @Autowired
    SignInService signIns;

    @Autowired
    OrgJdbc jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void tellsOfAnOperationOnceWithItsCounts() {
        Actor admin = given.administrator();
        List<RecordChange> three = IntStream.range(0, 3)
                .<RecordChange>mapToObj(i -> RecordChange.create(Map.of("Last_Name", "Secret" + i)))
                .toList();

        records.write(admin, new WriteRequest("Contacts", OperationKind.SAVE, Atomicity.ALL_OR_NOTHING, three));

        List<AuditRow> rows = page(admin, AuditFilter.ALL.of(AuditKind.RECORDS));
        assertThat(rows).hasSize(1);
        AuditRow row = rows.getFirst();
        assertThat(row.modules()).containsExactly("Contacts");
        assertThat(row.actor()).isEqualTo(admin.user());
        assertThat(row.actorName()).startsWith("Person");
        assertThat(row.details()).contains("\"created\" : 3").doesNotContain("Secret");
    }

    @Test
    void tellsOfSetUpWithBeforeAndAfter() {
        Actor admin = given.administrator();
        long role = roles.create(admin, role(admin, "Boss", "")).id();
        roles.change(admin, role, role(admin, "Chief", ""));

        List<AuditRow> rows = page(admin, AuditFilter.ALL.on(AuditObject.ROLE).named(Long.toString(role)));

        assertThat(rows).extracting(AuditRow::action).containsExactly(AuditAction.CHANGED, AuditAction.CREATED);
        assertThat(rows.getFirst().objectName()).isEqualTo("Chief");
        assertThat(rows.getFirst().details()).contains("\"before\":{", "Boss", "\"after\":{", "Chief");
    }

    @Test
    void tellsOfSignInsGoodAndBadAndNeverOfPasswords() {
        Actor admin = given.administrator();
        String email = "audited-" + admin.user().value() + "@example.org";
        signIns.setPassword(new Account(admin.org(), admin.user()), email, "correct horse battery");

        signIns.authenticate(email, "a wrong password", new Origin("192.0.2.1", "test"));
        signIns.authenticate(email, "correct horse battery", new Origin("192.0.2.1", "test"));
        sessions.start(new Account(admin.org(), admin.user()), new Origin("192.0.2.1", "test"));

        List<AuditRow> rows = page(admin, AuditFilter.ALL.of(AuditKind.SIGN_IN));
        assertThat(rows).extracting(AuditRow::action).containsExactly(AuditAction.STARTED, AuditAction.REFUSED);
        assertThat(rows.toString()).doesNotContain("horse").doesNotContain("a wrong password");
    }

    @Test
    void leavesNoRowOfWhatWasRolledBack() {
        Actor admin = given.administrator();
        long before = page(admin, AuditFilter.ALL).size();

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            roles.create(admin, role(admin, "Boss", ""));
            given.record(admin, "Contacts", Map.of("Last_Name", "Ali"));
            status.setRollbackOnly();
        });

        assertThat(page(admin, AuditFilter.ALL)).hasSize((int) before);
        assertThat(audit.verify(admin)).isInstanceOf(Intact.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update {s}.sys_audit set actor_name = 'Nobody' where seq = 3",
                "delete from {s}.sys_audit where seq = 3",
                "truncate {s}.sys_audit",
                "update {s}.sys_audit_head set seq = 1",
                "delete from {s}.sys_audit_head",
                "truncate {s}.sys_audit_head",
                "truncate {s}.sys_audit_waiting"
            })
    void theDatabaseRefusesToChangeIt(String statement) {
        Actor admin = withRows(5);

        assertThatThrownBy(() -> jdbc.sql(admin.org(), statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("audit log");
        assertThat(audit.verify(admin)).isInstanceOf(Intact.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor_name = 'Nobody'",
                "actor_id = 7",
                "details = ''",
                "at = at + interval '1 microsecond'",
                "address = '10.0.0.1'",
                "modules = array['Leads']",
                "object_id = '1'",
                "channel = 'API'",
                "via = 'x'",
                "action = 'nonsense'",
                "hash = repeat('0', 64)",
                "previous = repeat('0', 64)"
            })
    void namesTheFirstRowThatWasAltered(String change) {
        Actor admin = withRows(8);

        tamper(admin, "update {s}.sys_audit set " + change + " where seq in (4, 6)");

        assertThat(audit.verify(admin)).isEqualTo(new Broken(4, Fault.ALTERED));
    }

    @Test
    void namesARowThatWasDeleted() {
        Actor admin = withRows(8);
        tamper(admin, "delete from {s}.sys_audit where seq = 4");
        assertThat(audit.verify(admin)).isEqualTo(new Broken(4, Fault.MISSING));
    }

    @Test
    void namesTheFirstAndTheLastRowIfTheyAreGone() {
        Actor first = withRows(4);
        tamper(first, "delete from {s}.sys_audit where seq = 1");
        Actor last = withRows(4);
        long end = ((Intact) audit.verify(last)).rows();
        tamper(last, "delete from {s}.sys_audit where seq = " + end);

        assertThat(audit.verify(first)).isEqualTo(new Broken(1, Fault.MISSING));
        assertThat(audit.verify(last)).isEqualTo(new Broken(end, Fault.MISSING));
    }

    @Test
    void namesTheFirstOfTwoRowsThatWereSwapped() {
        Actor admin = withRows(8);
        tamper(
                admin,
                "update {s}.sys_audit set seq = -1 where seq = 3",
                "update {s}.sys_audit set seq = 3 where seq = 5",
                "update {s}.sys_audit set seq = 5 where seq = -1");
        assertThat(audit.verify(admin)).isEqualTo(new Broken(3, Fault.ALTERED));
    }

    @Test
    void namesARowThatWasAdded() {
        Actor admin = withRows(4);
        long end = ((Intact) audit.verify(admin)).rows();
        tamper(admin, """
                insert into {s}.sys_audit select seq + 1, at, kind, action, object, object_id, object_name, modules,
                    actor_id, actor_name, channel, via, address, details, hash, hash, -1
                from {s}.sys_audit where seq = %d""".formatted(end));
        assertThat(audit.verify(admin)).isEqualTo(new Broken(end + 1, Fault.ADDED));
    }

    @Test
    void eightWritersAtOnceKeepTheChain() throws Exception {
        Actor admin = given.administrator();
        long before = page(admin, AuditFilter.ALL.on(AuditObject.GROUP)).size();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                int number = writer;
                writers.add(pool.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        groups.create(admin, new GroupData("G" + number + "-" + i, "", Set.of()));
                        given.record(admin, "Contacts", Map.of("Last_Name", "N" + number + "-" + i));
                        if (i % 3 == 0) {
                            assertThat(trail.verify(admin.org())).isInstanceOf(Intact.class);
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        assertThat(audit.verify(admin)).isInstanceOf(Intact.class);
        assertThat(page(admin, AuditFilter.ALL.on(AuditObject.GROUP))).hasSize((int) before + 80);
        assertThat(page(admin, AuditFilter.ALL.of(AuditKind.RECORDS))).hasSize(80);
    }

    @Test
    void isClosedToWhoMayNotReadIt() {
        Actor admin = given.administrator();
        Actor clerk = given.person(admin, new Permissions(false, Map.of()));

        assertNoPermission(() -> audit.page(clerk, AuditFilter.ALL, OptionalLong.empty(), 10));
        assertNoPermission(() -> audit.verify(clerk));
        assertNoPermission(() -> audit.export(clerk, AuditFilter.ALL, Format.CSV, new ByteArrayOutputStream()));
    }

    private static void assertNoPermission(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    @Test
    void anAuditorSeesNeitherHiddenModulesNorWhatOnlyOthersMayOpen() {
        Actor admin = given.administrator();
        Actor auditor = given.person(
                admin,
                new Permissions(
                        false,
                        Set.of(Permission.SETUP, Permission.VIEW_AUDIT_LOG),
                        Map.of("Deals", new ModuleRights(Set.of(), false, Set.of(), Set.of()))));
        given.record(
                admin, "Deals", Map.of("Deal_Name", "Hush", "Stage", "Qualification", "Closing_Date", "2030-01-31"));
        roles.create(admin, role(admin, "Boss", "Confidential"));

        List<AuditRow> rows = page(auditor, AuditFilter.ALL);

        assertThat(rows).isNotEmpty().noneMatch(row -> row.modules().contains("Deals"));
        assertThat(rows.toString()).doesNotContain("Confidential").doesNotContain("Deals");
        assertThat(page(admin, AuditFilter.ALL).toString()).contains("Confidential", "Deals");
        assertThatThrownBy(() -> page(auditor, AuditFilter.ALL.in("Deals")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODULE));
    }

    @Test
    void pagesByKey() {
        Actor admin = withRows(7);
        List<AuditRow> all = page(admin, AuditFilter.ALL);
        AuditService.Page first = audit.page(admin, AuditFilter.ALL, OptionalLong.empty(), 3);
        AuditService.Page second = audit.page(admin, AuditFilter.ALL, first.next(), 3);

        assertThat(first.rows()).isEqualTo(all.subList(0, 3));
        assertThat(second.rows()).isEqualTo(all.subList(3, 6));
        AuditService.Page last = audit.page(admin, AuditFilter.ALL, OptionalLong.of(2), 3);
        assertThat(last.rows()).hasSize(1);
        assertThat(last.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, AuditService.MAX_PAGE + 1})
    void refusesPagesThatAreTooLarge(int limit) {
        Actor admin = given.administrator();
        audit.page(admin, AuditFilter.ALL, OptionalLong.empty(), AuditService.MAX_PAGE);
        assertThatThrownBy(() -> audit.page(admin, AuditFilter.ALL, OptionalLong.empty(), limit))
                .hasMessageContaining("200");
    }

    @Test
    void findsByTimeActorKindAndModule() {
        Actor admin = given.administrator();
        Actor other = given.person(admin, new Permissions(true, Map.of()));
        given.record(other, "Leads", Map.of("Last_Name", "Ali", "Company", "A"));
        AuditRow row = page(admin, AuditFilter.ALL.by(other.user())).getFirst();

        AuditFilter all = AuditFilter.ALL.by(other.user()).of(AuditKind.RECORDS).in("Leads");
        assertThat(page(admin, all)).containsExactly(row);
        assertThat(page(admin, all.in("Contacts"))).isEmpty();
        assertThat(page(admin, all.of(AuditKind.EXPORT))).isEmpty();
        assertThat(page(admin, all.between(java.util.Optional.of(row.at()), java.util.Optional.empty())))
                .containsExactly(row);
        assertThat(page(admin, all.between(java.util.Optional.empty(), java.util.Optional.of(row.at()))))
                .isEmpty();
    }

    @Test
    void exportsWithoutFormulasAndSaysSo() throws Exception {
        Actor admin = given.administrator();
        groups.create(admin, new GroupData("=cmd|' /C calc'!A0 \"x\"", "", Set.of()));

        String csv = export(admin, Format.CSV);
        String lines = export(admin, Format.NDJSON);

        assertThat(csv).startsWith("\"seq\",\"time\"").contains("\"'=cmd|' /C calc'!A0 \"\"x\"\"\"");
        assertThat(lines.lines()).allMatch(line -> line.startsWith("{\"seq\":") && line.endsWith("}"));
        assertThat(lines).contains("\"object_name\":\"=cmd|' /C calc'!A0 \\\"x\\\"\"");
        assertThat(page(admin, AuditFilter.ALL.of(AuditKind.EXPORT))).hasSize(2);
    }

    private String export(Actor actor, Format format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        audit.export(actor, AuditFilter.ALL, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void keepsLongDetailsAsAHash(int beyond) {
        Actor admin = given.administrator();
        String text = "x".repeat(AuditLog.MAX_DETAIL - 2 + beyond); // the quotes count
        log.append(
                admin,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.RULE, 1, "Long").changing(null, text));

        String details =
                page(admin, AuditFilter.ALL.on(AuditObject.RULE)).getFirst().details();

        assertThat(details.contains("sha256")).isEqualTo(beyond > 0);
        assertThat(audit.verify(admin)).isInstanceOf(Intact.class);
    }

    @Test
    void takesHostileTexts() {
        Actor admin = given.administrator();
        String hostile = "a\0b'; drop table x; --\uD83D\uDE00\u202E{s}";
        log.append(
                admin,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.RULE, 1, hostile)
                        .changing(hostile, hostile));

        assertThat(page(admin, AuditFilter.ALL.on(AuditObject.RULE)).getFirst().objectName())
                .isEqualTo(hostile.replace("\0", ""));
        assertThat(audit.verify(admin)).isInstanceOf(Intact.class);
    }

    private RoleData role(Actor admin, String name, String description) {
        OptionalLong top = roles.all(admin.org()).stream()
                .filter(role -> role.parent().isEmpty())
                .filter(role -> !Set.of("Boss", "Chief").contains(role.name()))
                .mapToLong(Role::id)
                .findFirst();
        return new RoleData(name, description, top, false);
    }

    private Actor withRows(int many) {
        Actor admin = given.administrator();
        for (int i = 0; i < many; i++) {
            groups.create(admin, new GroupData("Group " + i, "", Set.of()));
        }
        assertThat(audit.verify(admin)).isInstanceOf(Intact.class);
        return admin;
    }

    private List<AuditRow> page(Actor actor, AuditFilter filter) {
        return audit.page(actor, filter, OptionalLong.empty(), AuditService.MAX_PAGE)
                .rows();
    }

    /** As somebody would who owns the tables. */
    private void tamper(Actor actor, String... statements) {
        jdbc.sql(actor.org(), "alter table {s}.sys_audit disable trigger user").update();
        for (String statement : statements) {
            jdbc.sql(actor.org(), statement).update();
        }
        jdbc.sql(actor.org(), "alter table {s}.sys_audit enable trigger user").update();
    }
}

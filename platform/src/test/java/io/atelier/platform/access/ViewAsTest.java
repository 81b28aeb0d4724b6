package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.database.ViewOnly;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.identity.UserFormats;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.OwnAccountService;
import io.atelier.platform.people.UserAdminService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@PlatformTest
class ViewAsTest {
    @Autowired
    private Given given;

    @Autowired
    private LoginAsService loginAs;

    @Autowired
    private AuditService audit;

    @Autowired
    private RecordService records;

    @Autowired
    private ShareService shares;

    @Autowired
    private UserService users;

    @Autowired
    private UserAdminService admins;

    @Autowired
    private OwnAccountService own;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private AccessService access;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private SharingService sharing;

    @Autowired
    private InstantSource clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    private Actor admin;
    private Actor clerk;
    private Actor viewer;

    @BeforeEach
    void aView() {
        admin = given.administrator();
        clerk = given.person(admin, new Permissions(false, Map.of()));
        viewer = viewing(clerk);
    }

    private Actor viewing(Actor whom) {
        return loginAs.actor(loginAs.startView(admin, whom.user())).orElseThrow();
    }

    private static void assertRefused(Runnable act, String what) {
        assertThatThrownBy(act::run)
                .as(what)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VIEW_ONLY));
    }

    @Test
    void seesWhatTheUserSees_andStandsInTheLogUnderBothNames() {
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
        given.record(admin, "Leads", Map.of("Last_Name", "Hers", "Company", "Engine"));
        long lead = given.record(clerk, "Leads", Map.of("Last_Name", "His", "Company", "Engine"));

        LoginAs begun = loginAs.startView(admin, clerk.user());
        Actor actor = loginAs.actor(begun).orElseThrow();
        assertThat(records.count(actor, "Leads", Criteria.everything(), 10).count())
                .isEqualTo(1);
        assertThat(records.find(actor, "Leads", lead)).isPresent();
        loginAs.end(begun);

        assertThat(actor.user()).isEqualTo(clerk.user());
        assertThat(actor.channel()).isEqualTo(Channel.VIEW_AS);
        List<AuditRow> rows =
                audit.page(admin, AuditFilter.ALL, OptionalLong.empty(), 2).rows();
        assertThat(rows).extracting(AuditRow::kind).containsOnly(AuditKind.LOGIN_AS);
        assertThat(rows).extracting(AuditRow::action).containsExactly(AuditAction.ENDED, AuditAction.STARTED);
        assertThat(rows).extracting(AuditRow::actor).containsOnly(admin.user());
        assertThat(rows)
                .extracting(AuditRow::objectId)
                .containsOnly(Long.toString(clerk.user().value()));
    }

    @Test
    void mayDoNothingWithWhatItSees_soThatNoButtonOffersIt() {
        Actor asAdministrator = viewing(given.person(admin, new Permissions(true, Map.of())));
        ModuleDef leads = metadata.model(admin.org()).module("Leads");

        for (Actor looking : List.of(viewer, asAdministrator)) {
            Access rights = access.of(looking);
            for (Verb verb : Verb.values()) {
                assertThat(rights.may(leads, verb)).as(verb.name()).isEqualTo(verb == Verb.READ);
            }
            assertThat(rights.mayWrite(leads, leads.field("City"))).isFalse();
            assertThat(rights.fields(leads))
                    .isEqualTo(access.of(clerk).fields(leads))
                    .isNotEmpty();
            assertThat(Permission.values())
                    .filteredOn(permission -> permission.section() == Permission.Section.RECORDS)
                    .noneMatch(rights::has);
        }
        assertThat(access.of(asAdministrator).has(Permission.MANAGE_SECURITY)).isTrue();
        assertThat(access.of(clerk).may(leads, Verb.CREATE)).isTrue();
        assertThat(access.of(clerk).has(Permission.MASS_UPDATE)).isTrue();
    }

    @Test
    void changesNothing_throughWhateverItActs() {
        long lead = given.record(clerk, "Leads", Map.of("Last_Name", "His", "Company", "Engine"));
        Map<String, Long> before = fingerprint();
        Map<String, Runnable> acts = new LinkedHashMap<>();
        for (Channel channel : Channel.values()) {
            Actor actor = viewer.through(channel, "x");
            acts.put(
                    "create " + channel,
                    () -> records.write(
                            actor,
                            WriteRequest.of("Leads", RecordChange.create(Map.of("Last_Name", "A", "Company", "B")))));
            acts.put(
                    "deeper create " + channel,
                    () -> records.write(
                            viewer.deeper(channel, "x"),
                            WriteRequest.of("Leads", RecordChange.create(Map.of("Last_Name", "A", "Company", "B")))));
            acts.put(
                    "update " + channel,
                    () -> records.write(
                            actor, WriteRequest.of("Leads", RecordChange.update(lead, Map.of("City", "Oslo")))));
            acts.put(
                    "delete " + channel,
                    () -> records.write(actor, WriteRequest.of("Leads", new RecordChange.Delete(lead))));
        }
        acts.put(
                "share",
                () -> shares.share(
                        viewer,
                        "Leads",
                        lead,
                        new Principal(Principal.Kind.USER, admin.user().value()),
                        AccessLevel.FULL));
        acts.put(
                "settings", () -> own.saveSettings(viewer, "X", Locale.ENGLISH, ZoneId.of("UTC"), UserFormats.DEFAULT));
        acts.put("API client", () -> clients.create(viewer, "Back door"));

        acts.forEach((what, act) -> assertRefused(act, what));

        assertThat(fingerprint()).isEqualTo(before);
    }

    /** Rows and their last transactions, by table; without what the installation keeps of its own running. */
    private Map<String, Long> fingerprint() {
        Map<String, Long> found = new LinkedHashMap<>();
        jdbc
                .sql("select table_name from information_schema.tables where table_schema = ? order by 1")
                .param(admin.org().schema())
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !table.startsWith("sys_audit") && !table.startsWith("sys_query_use"))
                .forEach(table -> found.put(
                        table,
                        jdbc.sql("select coalesce(sum(xmin::text::bigint), 0) + count(*) from %s.\"%s\""
                                        .formatted(admin.org().schema(), table))
                                .query(Long.class)
                                .single()));
        return found;
    }

    @Test
    void noServiceForgetsIt() {
        Actor asAdministrator = viewing(given.person(admin, new Permissions(true, Map.of())));
        Map<String, Long> before = fingerprint();
        List<String> writing = new ArrayList<>();
        for (Object bean : context.getBeansWithAnnotation(Service.class).values()) {
            Class<?> type = AopUtils.getTargetClass(bean);
            if (!type.getName().startsWith("io.atelier.platform.")) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && method.getParameterCount() > 0
                        && method.getParameterTypes()[0] == Actor.class) {
                    String what = type.getSimpleName() + "." + method.getName();
                    assertThat(AopUtils.isAopProxy(bean)).as(what).isTrue();
                    assertThat(Modifier.isFinal(method.getModifiers())).as(what).isFalse();
                    Transactional declared = AnnotatedElementUtils.findMergedAnnotation(method, Transactional.class);
                    if (declared != null && !declared.readOnly()) {
                        writing.add(what);
                        assertRefused(() -> call(bean, method, asAdministrator), what);
                    }
                }
            }
        }
        assertThat(writing).hasSizeGreaterThan(50);
        assertThat(fingerprint()).isEqualTo(before);
    }

    private static void call(Object bean, Method method, Actor actor) {
        @Nullable
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(ViewAsTest::nothing)
                .toArray();
        arguments[0] = actor;
        method.setAccessible(true);
        try {
            method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (!type.isPrimitive()) {
            return null;
        }
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : (Object) 0L;
    }

    @Test
    void whatIsBetweenTheUserAndNobodyElseIsNotShown() {
        Map<String, Runnable> acts = Map.of(
                "sessions", () -> own.sessions(viewer),
                "history", () -> own.history(viewer),
                "passkeys", () -> own.passkeys(viewer),
                "second factor", () -> own.hasSecondFactor(viewer),
                "end session", () -> own.endSession(viewer, 1),
                "sign out", () -> own.signOutElsewhere(viewer, OptionalLong.empty()),
                "begin factor", () -> own.beginSecondFactor(viewer),
                "factor off", () -> own.turnOffSecondFactor(viewer),
                "codes", () -> own.renewRecoveryCodes(viewer),
                "grant", () -> clients.create(viewer, "Back door"));

        acts.forEach((what, act) -> assertRefused(act, what));
    }

    @Test
    void theDatabaseItselfRefuses_insideOfTransactionsAndOutside_andServesOthersAfterwards() {
        String update = "update " + admin.org().schema() + ".sys_user set name = 'X'";
        try (ViewOnly.Scope _ = ViewOnly.begin()) {
            assertThatThrownBy(() -> jdbc.sql(update).update())
                    .satisfies(e -> assertThat(ViewOnly.isRefusal(e)).isTrue());
            assertThatThrownBy(() -> users.changeLanguage(admin.org(), clerk.user(), Locale.of("ru")))
                    .satisfies(e -> assertThat(ViewOnly.isRefusal(e)).isTrue());
        }
        assertThat(ViewOnly.isOn()).isFalse();
        for (int i = 0; i < 30; i++) {
            users.changeLanguage(admin.org(), clerk.user(), Locale.of("ru"));
        }
        assertThat(users.get(admin.org(), clerk.user()).language()).isEqualTo(Locale.of("ru"));
    }

    @Test
    void isClosedToEverybodyButAdministratorsAsThemselves_andIsNotNested() {
        Actor manager = given.person(
                admin,
                new Permissions(
                        false,
                        EnumSet.of(Permission.SETUP, Permission.MANAGE_USERS, Permission.MANAGE_SECURITY),
                        Map.of()));
        Actor other = given.person(admin, new Permissions(true, Map.of()));

        for (Actor refused : List.of(clerk, manager, admin.through(Channel.API, "x"), Actor.system(admin.org()))) {
            assertThatThrownBy(() -> loginAs.startView(refused, other.user()))
                    .as(refused.toString())
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        }
        Actor asOther = viewing(other);
        assertRefused(() -> loginAs.startView(asOther, clerk.user()), "nested view");
        assertRefused(() -> loginAs.start(asOther, clerk.user()), "nested login");
        assertRefused(() -> admins.deactivate(asOther, clerk.user()), "as an administrator");
        for (UserId nobody : List.of(admin.user(), new UserId(1), UserId.SYSTEM)) {
            assertThatThrownBy(() -> loginAs.startView(admin, nobody))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void endsWhenTheTimeIsOver_andWhenTheAdministratorIsNoneAnyMore() {
        LoginAs begun = loginAs.startView(admin, clerk.user());
        assertThat(loginAs.actor(new LoginAs(admin, "A", clerk.user(), clock.instant(), true)))
                .isEmpty();

        users.changeProfile(
                admin.org(), admin.user(), users.get(admin.org(), clerk.user()).profileId());

        await().atMost(Duration.ofSeconds(20)).until(() -> loginAs.actor(begun).isEmpty());
    }
}

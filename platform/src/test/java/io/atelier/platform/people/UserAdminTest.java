package io.atelier.platform.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInStep;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.internal.TransferJob;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.TestSession;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class UserAdminTest extends PeopleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "https://crm.example.org";
    private static final Pattern LINK = Pattern.compile("https://crm\\.example\\.org/[a-z-]+/([A-Za-z0-9_-]{43})");

    @Autowired
    private UserAdminService admins;

    @Autowired
    private PasswordService passwords;

    @Autowired
    private TransferService transfers;

    @Autowired
    private UnavailabilityService absences;

    @Autowired
    private AccessService access;

    @Autowired
    private ProfileService profiles;

    @Autowired
    private SessionService sessions;

    @Autowired
    private RecordService records;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private TokenService tokens;

    @Autowired
    private TestSession browser;

    @Autowired
    private TransferJob transferJob;

    @Autowired
    private JdbcClient jdbc;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = administrator();
    }

    private static String newAddress() {
        return "u" + UUID.randomUUID() + "@example.com";
    }

    private NewUser newUser(String email) {
        return new NewUser(email, "Nina New <b>", standardProfile(), Locale.ENGLISH, ZoneId.of("UTC"));
    }

    private long standardProfile() {
        return access.profiles(admin).stream()
                .filter(profile -> !profile.permissions().administrator())
                .map(Profile::id)
                .findFirst()
                .orElseGet(() -> access.createProfile(admin, "Standard", new Permissions(false, Map.of()))
                        .id());
    }

    private static String token(String address, int number) throws Exception {
        await().atMost(PATIENCE).until(() -> SERVER.getReceivedMessagesForDomain(address).length >= number);
        MimeMessage mail = SERVER.getReceivedMessagesForDomain(address)[number - 1];
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        Matcher link = LINK.matcher(parts.getBodyPart(0).getContent().toString());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private User byEmail(String email) {
        return admins.find(admin, email, List.of(UserState.values())).getFirst();
    }

    @Test
    void anInvitedPersonJoinsByTheLinkOfTheMailOnce() throws Exception {
        String email = newAddress();
        assertThat(admins.invite(admin, newUser(email), BASE)).isInstanceOf(LinkSent.Mailed.class);
        User invited = byEmail(email);
        assertThat(invited.state()).isEqualTo(UserState.UNCONFIRMED);
        assertThat(signIns.authenticate(email, PASSWORD, somewhere())).isInstanceOf(SignInStep.Refused.class);

        String token = token(email, 1);
        assertThat(passwords.find(LinkKind.INVITATION, token)).hasValue(invited);
        assertThatThrownBy(() -> passwords.join(token, "Nina", "short")).isInstanceOf(ViolationsException.class);
        Account account = passwords.join(token, "Nina", PASSWORD);

        assertThat(signIns.authenticate(email, PASSWORD, somewhere())).isEqualTo(new SignInStep.Accepted(account));
        assertThat(byEmail(email).state()).isEqualTo(UserState.ACTIVE);
        assertThatThrownBy(() -> passwords.join(token, "Again", PASSWORD))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TOKEN));
        assertThat(jdbc.sql("select count(*) from atelier.invitation where token_hash = ?")
                        .param(token)
                        .query(Long.class)
                        .single())
                .as("only hashes of tokens are kept")
                .isZero();
    }

    @Test
    void aNewInvitationVoidsTheOldOneAndARevokedOneFreesTheAddress() throws Exception {
        String email = newAddress();
        admins.invite(admin, newUser(email), BASE);
        String old = token(email, 1);
        admins.resend(admin, byEmail(email).id(), BASE);
        String young = token(email, 2);

        assertThat(passwords.find(LinkKind.INVITATION, old)).isEmpty();
        admins.revoke(admin, byEmail(email).id());
        assertThat(passwords.find(LinkKind.INVITATION, young)).isEmpty();
        assertThat(admins.invite(admin, newUser(email), BASE)).isInstanceOf(LinkSent.Mailed.class);
    }

    @Test
    void anInvitationIsTooOldAfterAWeek() throws Exception {
        String email = newAddress();
        admins.invite(admin, newUser(email), BASE);
        String token = token(email, 1);

        clock.advance(LinkKind.INVITATION.validity().minusMinutes(1));
        assertThat(passwords.find(LinkKind.INVITATION, token)).isPresent();
        clock.advance(Duration.ofMinutes(2));
        assertThat(passwords.find(LinkKind.INVITATION, token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "invented", "' or 1=1 --", "../../setup", "\u0000"})
    void tamperedLinksAreNobodys(String token) {
        for (LinkKind kind : LinkKind.values()) {
            assertThat(passwords.find(kind, token)).isEmpty();
        }
        assertThatThrownBy(() -> passwords.join(token, "Eve", PASSWORD)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> passwords.reset(token, PASSWORD)).isInstanceOf(PlatformException.class);
    }

    @Test
    void aLinkIsGoodForItsOwnKindOnly() throws Exception {
        String email = newAddress();
        admins.invite(admin, newUser(email), BASE);
        String token = token(email, 1);

        assertThat(passwords.find(LinkKind.PASSWORD, token)).isEmpty();
        assertThatThrownBy(() -> passwords.reset(token, PASSWORD)).isInstanceOf(PlatformException.class);
        assertThat(passwords.find(LinkKind.INVITATION, token)).isPresent();
        assertThat(passwords.find(LinkKind.INVITATION, token.substring(1) + "A"))
                .isEmpty();
    }

    @Test
    void oneAddressIsOneUserOfTheInstallation() {
        String email = newAddress();
        admins.invite(admin, newUser(email), BASE);
        Actor other = administrator();
        long profile = user(other).profileId();

        assertThatThrownBy(() -> admins.invite(admin, newUser(email.toUpperCase(Locale.ROOT)), BASE))
                .isInstanceOf(ViolationsException.class);
        assertThatThrownBy(() -> admins.invite(
                        other, new NewUser(email, "Nina", profile, Locale.ENGLISH, ZoneId.of("UTC")), BASE))
                .isInstanceOf(ViolationsException.class);
        assertThat(admins.find(other, email, List.of())).isEmpty();
    }

    @Test
    void onlyAdministratorsSeeAndChangeUsers() {
        Actor person = standard(admin);
        UserId id = admin.user();

        assertRefused(() -> admins.find(person, "", List.of()));
        assertRefused(() -> admins.invite(person, newUser(newAddress()), BASE));
        assertRefused(() -> {
            admins.deactivate(person, id);
            return 0;
        });
        assertRefused(() -> {
            admins.changeProfile(person, person.user(), user(admin).profileId());
            return 0;
        });
        assertRefused(() -> admins.sessions(person, id));
        assertRefused(() -> admins.history(person, id));
        assertRefused(() -> transfers.transferAndDelete(person, id, person.user()));
        assertRefused(() -> absences.of(person, id));
        assertThat(user(admin).active()).isTrue();
    }

    private static void assertRefused(Callable<?> act) {
        assertThatThrownBy(act::call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    @Test
    void whoManagesUsersActsOnNobodyWhoMayMoreThanThey() {
        Actor manager = withPassword(given.person(
                admin, new Permissions(false, Set.of(Permission.SETUP, Permission.MANAGE_USERS), Map.of())));
        Actor second = administratorOf(admin);
        long administrators = user(admin).profileId();
        List<UserId> before =
                admins.find(manager, "", List.of()).stream().map(User::id).toList();

        assertRefused(() -> admins.invite(
                manager, new NewUser(newAddress(), "Eve", administrators, Locale.ENGLISH, ZoneId.of("UTC")), BASE));
        for (Runnable act : List.<Runnable>of(
                () -> admins.deactivate(manager, second.user()),
                () -> admins.changeProfile(manager, second.user(), user(manager).profileId()),
                () -> admins.signOut(manager, second.user()),
                () -> admins.sendPasswordLink(manager, second.user(), BASE),
                () -> admins.resetSecondFactor(manager, second.user()),
                () -> transfers.transferAndDelete(manager, second.user(), manager.user()))) {
            assertRefused(() -> {
                act.run();
                return 0;
            });
        }
        assertThat(admins.find(manager, "", List.of())).extracting(User::id).isEqualTo(before);
        assertThat(user(second).active()).isTrue();
    }

    @Test
    void aUserOfAnotherOrganizationDoesNotExist() {
        Actor stranger = administrator();

        assertThatThrownBy(() -> admins.deactivate(admin, stranger.user()))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.NOT_FOUND, ErrorCode.NOT_ALLOWED));
        assertThatThrownBy(() -> admins.sessions(admin, stranger.user()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(user(stranger).active()).isTrue();
    }

    @Test
    void aDeactivatedUserIsOutAtOnceAndMayComeBack() {
        Actor person = administratorOf(admin);
        long session = sessions.start(account(person), somewhere()).id();
        String access = accessToken(person);
        assertThat(tokens.authenticate(access, "192.0.2.1")).isPresent();

        admins.deactivate(admin, person.user());

        assertThat(sessions.goesOn(session, account(person), "192.0.2.1")).isFalse();
        assertThat(tokens.authenticate(access, "192.0.2.1")).isEmpty();
        assertThat(signIns.authenticate(email(person), PASSWORD, somewhere())).isInstanceOf(SignInStep.Refused.class);
        admins.reactivate(admin, person.user());
        assertThat(canSignIn(person)).isTrue();
        assertThat(sessions.goesOn(session, account(person), "192.0.2.1")).isFalse();
        assertThat(tokens.authenticate(access, "192.0.2.1")).isEmpty();
    }

    private Actor administratorOf(Actor anyone) {
        return withPassword(given.person(anyone, new Permissions(true, Map.of())));
    }

    private String accessToken(Actor actor) {
        NewApiClient client = clients.create(actor, "Test");
        String code = clients.grantCode(actor, client.clientId(), Scope.parse("ZohoCRM.modules.ALL"));
        return ((TokenAnswer.Issued) tokens.exchangeCode(TokenRequest.ofCode(client.clientId(), client.secret(), code)))
                .accessToken();
    }

    @Test
    void nobodyDeactivatesDeletesOrRaisesThemselves() {
        Actor second = administratorOf(admin);

        for (Runnable act : List.<Runnable>of(
                () -> admins.deactivate(admin, admin.user()),
                () -> admins.changeProfile(admin, admin.user(), standardProfile()),
                () -> admins.resetSecondFactor(admin, admin.user()),
                () -> transfers.transferAndDelete(admin, admin.user(), second.user()))) {
            assertThatThrownBy(act::run)
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
        }
    }

    @Test
    void twoAdministratorsCannotPutEachOtherOutAtTheSameTime() throws Exception {
        for (int round = 0; round < 5; round++) {
            Actor first = administrator();
            Actor second = administratorOf(first);
            long standard = access.createProfile(first, "Standard", new Permissions(false, Map.of()))
                    .id();
            List<Callable<Boolean>> acts = List.of(
                    () -> done(() -> admins.deactivate(first, second.user())),
                    () -> done(() -> admins.changeProfile(second, first.user(), standard)));
            long done;
            try (var pool = Executors.newFixedThreadPool(2)) {
                done = pool.invokeAll(acts).stream()
                        .filter(future -> future.resultNow())
                        .count();
            }
            assertThat(done).as("round %s", round).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEACTIVATE CLOSE_PROFILE",
                "DEACTIVATE DELETE_PROFILE",
                "MOVE CLOSE_PROFILE",
                "TRANSFER CLOSE_PROFILE",
                "TRANSFER DELETE_PROFILE",
                "CLOSE_PROFILE CLOSE_PROFILE",
                "DELETE_PROFILE CLOSE_PROFILE",
            })
    void whateverTwoAdministratorsTakeFromEachOtherAtOnce_oneIsLeft(String acts) throws Exception {
        for (int round = 0; round < 2; round++) {
            Actor first = administrator();
            Actor second = administratorOf(first);
            String[] wanted = acts.split(" ");
            List<Callable<Boolean>> both = List.of(
                    () -> done(() -> bringDown(wanted[0], first, second)),
                    () -> done(() -> bringDown(wanted[1], second, first)));
            long done;
            try (var pool = Executors.newFixedThreadPool(2)) {
                done = pool.invokeAll(both).stream()
                        .filter(future -> future.resultNow())
                        .count();
            }
            assertThat(done).as("round %s", round).isEqualTo(1);
        }
    }

    private void bringDown(String act, Actor by, Actor other) {
        Permissions standard = new Permissions(false, Map.of());
        long profile = users.get(other.org(), other.user()).profileId();
        switch (act) {
            case "DEACTIVATE" -> admins.deactivate(by, other.user());
            case "MOVE" -> admins.changeProfile(by, other.user(), standardOf(by));
            case "TRANSFER" -> transfers.transferAndDelete(by, other.user(), by.user());
            case "CLOSE_PROFILE" -> profiles.change(by, profile, new Permissions(true, Map.of()), standard);
            case "DELETE_PROFILE" -> profiles.delete(by, profile, standardOf(by));
            default -> throw new IllegalArgumentException(act);
        }
    }

    private long standardOf(Actor actor) {
        return access.createProfile(actor, "Standard", new Permissions(false, Map.of()))
                .id();
    }

    @Test
    void whoIsNoAdministratorMakesNobodyOne_norGivesWhatTheyLack() {
        Set<Permission> own = EnumSet.of(Permission.SETUP, Permission.MANAGE_USERS, Permission.MANAGE_SECURITY);
        Actor manager = withPassword(given.person(admin, new Permissions(false, own, Map.of())));
        Actor clerk = given.person(admin, new Permissions(false, Set.of(), Map.of()));
        long administrators = user(admin).profileId();
        long more = access.createProfile(
                        admin, "More", new Permissions(false, EnumSet.of(Permission.MASS_DELETE), Map.of()))
                .id();
        long clerks = user(clerk).profileId();
        Permissions none = new Permissions(false, Set.of(), Map.of());
        Map<String, Runnable> acts = Map.of(
                "a user an administrator", () -> admins.changeProfile(manager, clerk.user(), administrators),
                "a user more", () -> admins.changeProfile(manager, clerk.user(), more),
                "a profile all", () -> profiles.change(manager, clerks, none, new Permissions(true, Map.of())),
                "a profile more",
                        () -> profiles.change(
                                manager,
                                clerks,
                                none,
                                new Permissions(false, EnumSet.of(Permission.MASS_DELETE), Map.of())),
                "a new profile all", () -> access.createProfile(manager, "Mine", new Permissions(true, Map.of())),
                "people of a profile more", () -> profiles.delete(manager, clerks, more),
                "an invited one all",
                        () -> admins.invite(
                                manager,
                                new NewUser(
                                        "invited@example.org",
                                        "Invited",
                                        administrators,
                                        Locale.ENGLISH,
                                        ZoneId.of("Europe/Berlin")),
                                "http://localhost"),
                "an administrator's end", () -> admins.deactivate(manager, admin.user()));

        acts.forEach((what, act) -> assertThatThrownBy(act::run)
                .as(what)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION)));
        assertThat(user(clerk).profileId()).isEqualTo(clerks);
        assertThat(access.of(clerk).has(Permission.MASS_DELETE)).isFalse();
        assertThat(user(admin).active()).isTrue();
    }

    private static boolean done(Runnable act) {
        try {
            act.run();
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    @Test
    void sensitiveActsAskAgainAfterTenMinutesAndNeverLetProgramsPass() {
        Actor person = standard(admin);
        browser.age(admin);
        List<Runnable> acts = List.of(
                () -> clients.create(admin, "Client"),
                () -> admins.changeProfile(admin, person.user(), user(admin).profileId()),
                () -> transfers.transferAndDelete(admin, person.user(), admin.user()));
        for (Runnable act : acts) {
            assertThatThrownBy(act::run)
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STEP_UP_REQUIRED));
        }
        assertThat(user(person).state()).isEqualTo(UserState.ACTIVE);

        for (Channel channel : Channel.values()) {
            if (channel != Channel.UI && channel != Channel.VIEW_AS) {
                assertRefused(() -> clients.create(admin.through(channel, "x"), "Client"));
            }
        }
    }

    @Test
    void transferAndDeleteMovesEverythingAsOneOperationAndLeavesNothingBehind() {
        Actor leaver = administratorOf(admin);
        Actor heir = standard(admin);
        for (int i = 0; i < 3; i++) {
            given.record(leaver, "Leads", Map.of("Last_Name", "Lead " + i, "Company", "Engine"));
        }
        long account = given.record(leaver, "Accounts", Map.of("Account_Name", "Engine"));
        long other = given.record(admin, "Accounts", Map.of("Account_Name", "Other"));
        String access = accessToken(leaver);
        absences.add(
                heir,
                heir.user(),
                clock.instant(),
                clock.instant().plus(Duration.ofDays(1)),
                Optional.of(leaver.user()));

        long id = transfers.transferAndDelete(admin, leaver.user(), heir.user());

        assertThat(user(leaver).active()).as("at once").isFalse();
        assertThat(tokens.authenticate(access, "192.0.2.1")).isEmpty();
        await().atMost(PATIENCE)
                .until(() ->
                        transfers.latest(admin, leaver.user()).orElseThrow().state() != UserTransfer.State.RUNNING);
        UserTransfer transfer = transfers.latest(admin, leaver.user()).orElseThrow();
        assertThat(transfer.state()).as(transfer.message()).isEqualTo(UserTransfer.State.FINISHED);
        assertThat(transfer.moved()).isEqualTo(4);
        assertThat(transfer.operation()).isPresent();
        assertThat(owner("Accounts", account)).isEqualTo(heir.user().value());
        assertThat(owner("Accounts", other)).isEqualTo(admin.user().value());
        assertThat(user(leaver).state()).isEqualTo(UserState.DELETED);
        assertThat(jdbc.sql("select count(*) from " + admin.org().schema() + ".sys_operation where id = ?")
                        .param(transfer.operation().getAsLong())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        for (String table : List.of("sign_in", "totp", "recovery_code", "passkey_user", "invitation")) {
            assertThat(jdbc.sql("select count(*) from atelier." + table + " where org_id = ? and user_id = ?")
                            .params(admin.org().value(), leaver.user().value())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from atelier.api_grant where user_id = ?")
                        .param(leaver.user().value())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(absences.of(heir, heir.user()).getFirst().standIn()).isEmpty();
        transferJob.run(new TransferJob.Data(admin.org().value(), id)); // a second run changes nothing
        assertThat(transfers.latest(admin, leaver.user()).orElseThrow()).isEqualTo(transfer);
        assertThatThrownBy(() -> admins.reactivate(admin, leaver.user()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private long owner(String module, long id) {
        return Long.parseLong(
                records.get(admin, module, id).value("Owner").toString().replaceAll("\\D", ""));
    }

    @Test
    void theNewOwnerMustBeThereAndTwoTransfersDoNotCross() {
        Actor first = standard(admin);
        Actor second = standard(admin);
        admins.deactivate(admin, second.user());

        assertThatThrownBy(() -> transfers.transferAndDelete(admin, first.user(), second.user()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
        assertThat(user(first).state()).isEqualTo(UserState.ACTIVE);
    }

    @Test
    void aForgottenPasswordIsSetByMailOnceAndSignsOutEverywhere() throws Exception {
        String email = newAddress();
        Actor person = standard(admin);
        jdbc.sql("update " + admin.org().schema() + ".sys_user set email = ? where id = ?")
                .params(email, person.user().value())
                .update();
        signIns.setPassword(account(person), email, PASSWORD);
        long session = sessions.start(account(person), somewhere()).id();

        passwords.requestReset("nobody@" + UUID.randomUUID() + ".org", BASE, somewhere());
        passwords.requestReset(email.toUpperCase(Locale.ROOT), BASE, somewhere());
        String token = token(email, 1);
        passwords.reset(token, "another horse battery");

        assertThat(signIns.authenticate(email, PASSWORD, somewhere())).isInstanceOf(SignInStep.Refused.class);
        assertThat(signIns.authenticate(email, "another horse battery", somewhere()))
                .isInstanceOf(SignInStep.Accepted.class);
        assertThat(sessions.goesOn(session, account(person), "192.0.2.1")).isFalse();
        assertThatThrownBy(() -> passwords.reset(token, PASSWORD)).isInstanceOf(PlatformException.class);
        assertThat(Arrays.stream(SERVER.getReceivedMessages()).filter(mail -> toNobody(mail)))
                .isEmpty();
    }

    private static boolean toNobody(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString().startsWith("nobody@");
        } catch (MessagingException e) {
            return false;
        }
    }

    @Test
    void mailsForForgottenPasswordsAreLimitedToTenAnAddress() throws Exception {
        String email = newAddress();
        Actor person = standard(admin);
        jdbc.sql("update " + admin.org().schema() + ".sys_user set email = ? where id = ?")
                .params(email, person.user().value())
                .update();
        signIns.setPassword(account(person), email, PASSWORD);

        for (int i = 0; i < 13; i++) {
            passwords.requestReset(email, BASE, somewhere());
        }
        long queued = jdbc.sql("select count(*) from atelier.scheduled_tasks where task_name = 'people-reset-mail'"
                        + " and convert_from(task_data, 'UTF8') like ?")
                .param("%" + email + "%")
                .query(Long.class)
                .single();
        assertThat(queued).isLessThanOrEqualTo(10);
        await().atMost(PATIENCE).until(() -> SERVER.getReceivedMessagesForDomain(email).length == 10);
    }

    @Test
    void absencesLeadToWhoTakesOver() {
        Actor first = standard(admin);
        Actor second = standard(admin);
        away(first, second);
        assertThat(absences.takesOver(admin.org(), first.user())).isEqualTo(second.user());
        assertThat(absences.takesOver(admin.org(), second.user())).isEqualTo(second.user());

        away(second, first);
        assertThat(absences.takesOver(admin.org(), first.user()))
                .as("both are away")
                .isEqualTo(first.user());
        assertThatThrownBy(() -> away(first, first))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
        clock.advance(Duration.ofDays(2));
        assertThat(absences.takesOver(admin.org(), first.user())).isEqualTo(first.user());
        assertThat(absences.of(admin, first.user())).isEmpty();
    }

    private void away(Actor who, Actor standIn) {
        absences.add(
                who,
                who.user(),
                clock.instant().minusSeconds(60),
                clock.instant().plus(Duration.ofDays(1)),
                Optional.of(standIn.user()));
    }

    @Test
    void absencesHaveALimit() {
        Actor person = standard(admin);
        for (int i = 0; i < UnavailabilityService.MAX_ENTRIES; i++) {
            away(person, admin);
        }
        assertThatThrownBy(() -> away(person, admin))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }
}

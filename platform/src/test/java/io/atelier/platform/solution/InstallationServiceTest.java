package io.atelier.platform.solution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.OwnerInvitationService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.SignInStep;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.solution.internal.SolutionModules;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.templates.solution.SolutionLoader;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class InstallationServiceTest {
    private static final String PASSWORD = "correct horse battery";

    @Autowired
    private InstallationService installation;

    @Autowired
    private OwnerInvitationService invitations;

    @Autowired
    private SignInService signIns;

    @Autowired
    private AccessService access;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private OrgService orgs;

    @Autowired
    private DemoService demo;

    @Autowired
    private RecordService records;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theSalesSolutionHasNoProblems() {
        Organization empty = orgs.create("Empty", "en", ZoneId.of("UTC"), Currency.getInstance("EUR"));

        SchemaPlan plan = metadata.plan(
                empty.id(),
                SolutionModules.of(SolutionLoader.load("sales")).stream()
                        .<SchemaChange>map(SchemaChange.CreateModule::new)
                        .toList());

        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void makesAnOwnerWhoMayEverythingAndModulesToWorkWith() {
        String token = freshToken();

        Account owner = installation.setUp(token, setup("owner@example.org", PASSWORD));

        assertThat(signIn(" Owner@Example.org ", PASSWORD)).isEqualTo(new SignInStep.Accepted(owner));
        assertThat(access.of(Actor.person(owner.org(), owner.user())).isAdministrator())
                .isTrue();
        assertThat(metadata.model(owner.org()).modules()).hasSize(18);
        assertThat(metadata.model(owner.org()).modules().getFirst().apiName()).isEqualTo("Leads");
        assertThat(invitations.renew()).isEmpty();
        assertThat(invitations.isValid(token)).isFalse();
        assertThatThrownBy(() -> installation.setUp(token, setup("second@example.org", PASSWORD)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_TOKEN));
    }

    @Test
    void namesAllFaultsAtOnceAndKeepsTheToken() {
        String token = freshToken();
        OwnerSetup bad = new OwnerSetup(
                " ",
                "x".repeat(101),
                "nowhere",
                "short",
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                Currency.getInstance("EUR"));

        assertThatThrownBy(() -> installation.setUp(token, bad))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        refusal -> assertThat(refusal.violations())
                                .extracting(Violation::path)
                                .containsExactly("orgName", "personName", "email", "password"));
        assertThat(invitations.isValid(token)).isTrue();
    }

    @Test
    void aNewLinkVoidsTheOldOne() {
        String old = freshToken();
        String young = invitations.renew().orElseThrow();

        assertThat(invitations.isValid(old)).isFalse();
        assertThat(invitations.isValid(young)).isTrue();
    }

    @Test
    void tenFailuresLockAnAddress() {
        Account owner = installation.setUp(freshToken(), setup("locked@example.org", PASSWORD));
        assertThat(signIn("locked@example.org", PASSWORD)).isEqualTo(new SignInStep.Accepted(owner));

        for (int i = 0; i < SignInService.MAX_FAILURES; i++) {
            assertThat(signIn("locked@example.org", "wrong password")).isEqualTo(new SignInStep.Refused());
        }
        assertThat(signIn("locked@example.org", PASSWORD)).isEqualTo(new SignInStep.Refused());

        jdbc.sql(
                        "update atelier.sign_in_counter set locked_until = now() - interval '1 second' where locked_until is not null")
                .update();
        assertThat(signIn("locked@example.org", "wrong password")).isEqualTo(new SignInStep.Refused());
        assertThat(signIn("locked@example.org", PASSWORD)).isEqualTo(new SignInStep.Accepted(owner));
    }

    @Test
    void theDemoFillsAnEmptyInstallationOnce() {
        freshToken();

        Account owner = demo.install(PASSWORD, ZoneId.of("UTC")).orElseThrow();

        assertThat(signIn(DemoService.EMAIL, PASSWORD)).isEqualTo(new SignInStep.Accepted(owner));
        assertThat(records.count(Actor.person(owner.org(), owner.user()), "Accounts", Criteria.everything(), 1_000))
                .isEqualTo(new CappedCount(120, true));
        assertThat(demo.install(PASSWORD, ZoneId.of("UTC"))).isEmpty();
    }

    @Test
    void anUnknownAddressIsRefused() {
        assertThat(signIn("nobody@example.org", PASSWORD)).isEqualTo(new SignInStep.Refused());
    }

    private SignInStep signIn(String email, String password) {
        return signIns.authenticate(email, password, new Origin("192.0.2.1", "test"));
    }

    /** Tests share one installation: nobody may be able to sign in when a link is asked for. */
    private String freshToken() {
        jdbc.sql("delete from atelier.sign_in").update();
        return invitations.renew().orElseThrow();
    }

    private static OwnerSetup setup(String email, String password) {
        return new OwnerSetup(
                "Aurora", "Olga Owner", email, password, Locale.ENGLISH, ZoneId.of("UTC"), Currency.getInstance("EUR"));
    }
}

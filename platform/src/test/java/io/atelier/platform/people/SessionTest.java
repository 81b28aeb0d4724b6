package io.atelier.platform.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.IpRange;
import io.atelier.platform.identity.ProfileSecurity;
import io.atelier.platform.identity.Session;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.SignInStep;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.PlatformTestApplication;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class SessionTest extends PeopleTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final String HERE = "192.0.2.1";

    @Autowired
    private SessionService sessions;

    @Autowired
    private PasswordService passwords;

    @Autowired
    private OwnAccountService accounts;

    @Autowired
    private SignInRulesService rules;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private TokenService tokens;

    @Autowired
    private HikariDataSource dataSource;

    private boolean goesOn(SessionService node, Session session) {
        return node.goesOn(session.id(), session.account(), HERE);
    }

    @Test
    void sessionsAreListedAndEndedOneByOneAndTogether() {
        Actor person = administrator();
        Session first = sessions.start(account(person), somewhere());
        Session second = sessions.start(account(person), somewhere());
        Session third = sessions.start(account(person), somewhere());

        accounts.endSession(person, second.id());
        assertThat(goesOn(sessions, second)).isFalse();
        assertThat(accounts.sessions(person)).extracting(Session::id).contains(first.id(), third.id());
        accounts.signOutElsewhere(person, OptionalLong.of(third.id()));
        assertThat(goesOn(sessions, first)).isFalse();
        assertThat(goesOn(sessions, third)).isTrue();
        assertThatThrownBy(() -> accounts.endSession(person, first.id())).isInstanceOf(PlatformException.class);
    }

    @Test
    void aSessionIsItsAccountsOnlyAndOverAfterEightIdleHours() {
        Actor person = administrator();
        Actor other = administrator();
        Session session = sessions.start(account(person), somewhere());

        assertThat(sessions.goesOn(session.id(), account(other), HERE)).isFalse();
        assertThatThrownBy(() -> accounts.endSession(other, session.id())).isInstanceOf(PlatformException.class);
        assertThat(goesOn(sessions, session)).isTrue();
        clock.advance(SessionService.IDLE.minusMinutes(1));
        assertThat(goesOn(sessions, session)).as("seen again").isTrue();
        clock.advance(SessionService.IDLE.minusMinutes(1));
        assertThat(goesOn(sessions, session)).isTrue();
        clock.advance(SessionService.IDLE.plusMinutes(1));
        assertThat(goesOn(sessions, session)).isFalse();
    }

    @Test
    void aSessionFromAForbiddenAddressDoesNotGoOn() {
        Actor admin = administrator();
        Actor person = standard(admin);
        Session session = sessions.start(account(person), somewhere());

        rules.change(
                admin,
                user(person).profileId(),
                new ProfileSecurity(false, List.of(IpRange.of("192.0.2.0/24"))),
                "127.0.0.1");

        assertThat(sessions.goesOn(session.id(), account(person), "192.0.3.1")).isFalse();
        assertThat(sessions.goesOn(session.id(), account(person), "192.0.2.200"))
                .isTrue();
    }

    @Test
    void whoHasNoFactorIsSignedOutWhenOneIsAskedFor() {
        Actor admin = administrator();
        Actor person = standard(admin);
        Session session = sessions.start(account(person), somewhere());

        rules.change(admin, user(person).profileId(), new ProfileSecurity(true, List.of()), "127.0.0.1");

        assertThat(goesOn(sessions, session)).isFalse();
        assertThat(signIns.authenticate(email(person), PASSWORD, somewhere()))
                .isInstanceOf(SignInStep.FactorNeeded.class);
    }

    /** A second node on the same database, with caches of its own. */
    @Test
    void aPasswordChangeEndsSessionsAndTokensOnAllNodesAndLocksCountTogether() {
        try (ConfigurableApplicationContext other = new SpringApplicationBuilder(PlatformTestApplication.class)
                .run(
                        "--server.port=0",
                        "--atelier.database.url=" + dataSource.getJdbcUrl(),
                        "--atelier.database.user=" + dataSource.getUsername(),
                        "--atelier.database.password=" + dataSource.getPassword())) {
            SessionService there = other.getBean(SessionService.class);
            TokenService tokensThere = other.getBean(TokenService.class);
            Actor person = administrator();
            Session kept = sessions.start(account(person), somewhere());
            Session ended = there.start(account(person), somewhere());
            NewApiClient client = clients.create(person, "Test");
            TokenAnswer.Issued issued = (TokenAnswer.Issued) tokens.exchangeCode(TokenRequest.ofCode(
                    client.clientId(),
                    client.secret(),
                    clients.grantCode(person, client.clientId(), Scope.parse("ZohoCRM.modules.ALL"))));
            assertThat(goesOn(there, ended)).isTrue();
            assertThat(goesOn(there, kept)).isTrue();
            assertThat(tokensThere.authenticate(issued.accessToken(), "192.0.2.1"))
                    .isPresent();

            assertThatThrownBy(() -> passwords.change(
                            person, OptionalLong.of(kept.id()), "wrong", "another horse battery", somewhere()))
                    .isInstanceOf(ViolationsException.class);
            assertThat(goesOn(there, ended))
                    .as("nothing came of a wrong password")
                    .isTrue();
            passwords.change(person, OptionalLong.of(kept.id()), PASSWORD, "another horse battery", somewhere());

            assertThat(goesOn(sessions, ended)).as("here at once").isFalse();
            await().atMost(FIVE_SECONDS).until(() -> !goesOn(there, ended));
            await().atMost(FIVE_SECONDS)
                    .until(() -> tokensThere
                            .authenticate(issued.accessToken(), "192.0.2.1")
                            .isEmpty());
            assertThat(tokensThere.refresh(
                            client.clientId(),
                            Optional.of(client.secret()),
                            issued.refreshToken().orElseThrow(),
                            Optional.empty()))
                    .isInstanceOf(TokenAnswer.Refused.class);
            assertThat(goesOn(there, kept)).isTrue();

            SignInService signInsThere = other.getBean(SignInService.class);
            for (int i = 0; i < SignInService.MAX_FAILURES; i++) {
                SignInService node = i % 2 == 0 ? signIns : signInsThere;
                node.authenticate(email(person), "wrong", somewhere());
            }
            for (SignInService node : List.of(signIns, signInsThere)) {
                assertThat(node.authenticate(email(person), "another horse battery", somewhere()))
                        .isInstanceOf(SignInStep.Refused.class);
            }
        }
    }
}

package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.UserId;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class LoginAsTest {
    @Autowired
    Given given;

    @Autowired
    LoginAsService loginAs;

    @Autowired
    AuditService audit;

    @Autowired
    ApiClientService clients;

    @Autowired
    InstantSource clock;

    @Test
    void worksWithTheUsersRightsAndUnderBothNames() {
        Actor admin = given.administrator();
        Actor clerk = given.person(admin, new Permissions(false, Map.of()));

        LoginAs begun = loginAs.start(admin, clerk.user());
        Actor actor = loginAs.actor(begun).orElseThrow();
        given.record(actor, "Contacts", Map.of("Last_Name", "Ali"));
        loginAs.end(begun);

        assertThat(actor.user()).isEqualTo(clerk.user());
        assertThatThrownBy(() -> audit.page(actor, AuditFilter.ALL, OptionalLong.empty(), 1))
                .isInstanceOf(PlatformException.class);
        List<AuditRow> rows =
                audit.page(admin, AuditFilter.ALL, OptionalLong.empty(), 3).rows();
        assertThat(rows)
                .extracting(AuditRow::kind)
                .containsExactly(AuditKind.LOGIN_AS, AuditKind.RECORDS, AuditKind.LOGIN_AS);
        assertThat(rows)
                .extracting(AuditRow::action)
                .containsExactly(AuditAction.ENDED, AuditAction.WRITTEN, AuditAction.STARTED);
        assertThat(rows.get(1).actor()).isEqualTo(clerk.user());
        assertThat(rows.get(1).channel()).isEqualTo(Channel.LOGIN_AS);
        assertThat(rows.get(1).via()).isEqualTo(begun.administratorName());
        assertThat(rows.get(2).actor()).isEqualTo(admin.user());
        assertThat(rows.get(2).objectId()).isEqualTo(Long.toString(clerk.user().value()));
    }

    @Test
    void endsWhenTheTimeIsOver() {
        Actor admin = given.administrator();
        Actor clerk = given.person(admin, new Permissions(false, Map.of()));
        LoginAs begun = loginAs.start(admin, clerk.user());

        assertThat(begun.until())
                .isBetween(
                        clock.instant().plus(LoginAsService.LIMIT).minusSeconds(60),
                        clock.instant().plus(LoginAsService.LIMIT));
        assertThat(loginAs.actor(begun)).isPresent();
        assertThat(loginAs.actor(new LoginAs(admin, "A", clerk.user(), clock.instant(), false)))
                .isEmpty();
    }

    @Test
    void isClosedToEverybodyButAdministratorsAsThemselves() {
        Actor admin = given.administrator();
        Actor clerk = given.person(admin, new Permissions(false, Map.of()));
        Actor manager = given.person(
                admin, new Permissions(false, Set.of(Permission.SETUP, Permission.MANAGE_USERS), Map.of()));
        Actor other = given.person(admin, new Permissions(true, Map.of()));
        Actor asOther = loginAs.actor(loginAs.start(admin, other.user())).orElseThrow();

        for (Actor refused :
                List.of(clerk, manager, asOther, admin.through(Channel.API, "x"), Actor.system(admin.org()))) {
            assertThatThrownBy(() -> loginAs.start(refused, clerk.user()))
                    .as(refused.toString())
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        }
    }

    @Test
    void knowsNeitherOneselfNorStrangers() {
        Actor admin = given.administrator();
        Actor stranger = given.administrator();

        for (UserId nobody : List.of(admin.user(), stranger.user(), new UserId(1), UserId.SYSTEM)) {
            assertThatThrownBy(() -> loginAs.start(admin, nobody))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Test
    void handsOutNoAccessInTheUsersName() {
        Actor admin = given.administrator();
        Actor other = given.person(admin, new Permissions(true, Map.of()));
        Actor asOther = loginAs.actor(loginAs.start(admin, other.user())).orElseThrow();

        assertThatThrownBy(() -> clients.create(asOther, "Back door")).hasMessageContaining("cannot let programs in");
        assertThat(clients.all(admin)).isEmpty();
    }
}

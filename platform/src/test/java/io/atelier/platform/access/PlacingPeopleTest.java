package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Where somebody stands opens records to them and theirs to others: placing people must not widen rights by the way. */
@PlatformTest
class PlacingPeopleTest {
    private static final Set<Permission> OF_A_USER_MANAGER = Set.of(Permission.SETUP, Permission.MANAGE_USERS);

    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private GroupService groups;

    @Autowired
    private TerritoryService territories;

    private Actor admin;
    private final Map<String, Long> ids = new HashMap<>();

    /** The head above west and east; the team in west; the team's junior below it. */
    @BeforeEach
    void aTree() {
        admin = given.administrator();
        role("Head", OptionalLong.empty());
        role("West", OptionalLong.of(ids.get("Head")));
        role("East", OptionalLong.of(ids.get("Head")));
        role("Team", OptionalLong.of(ids.get("West")));
        role("Junior", OptionalLong.of(ids.get("Team")));
    }

    private void role(String name, OptionalLong parent) {
        ids.put(name, roles.create(admin, new RoleData(name, "", parent, false)).id());
    }

    private Actor person(String role, Set<Permission> permissions) {
        Actor person = given.person(admin, new Permissions(false, permissions, Map.of()));
        if (!role.isEmpty()) {
            roles.assign(admin, person.user(), ids.get(role));
        }
        return person;
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "West, Junior, Team, true",
        "West, Junior, West, true",
        "West, West, Team, true",
        "West, Team, Head, false",
        "West, Team, East, false",
        "West, Head, Team, false",
        "West, East, Team, false",
        "Team, West, Junior, false",
        "'', Team, Junior, false",
        "West, '', Team, false"
    })
    void aUserManagerMovesPeopleWithinTheirOwnPartOfTheTree(String own, String from, String to, boolean done) {
        Actor manager = person(own, OF_A_USER_MANAGER);
        Actor person = person(from, Set.of());

        if (done) {
            roles.assign(manager, person.user(), ids.get(to));
        } else {
            assertRefused(ErrorCode.NO_PERMISSION, () -> roles.assign(manager, person.user(), ids.get(to)));
        }

        assertThat(roles.ofUsers(admin.org()).get(person.user())).isEqualTo(ids.get(done ? to : from));
    }

    @Test
    void whoManagesSecurityTooPlacesEverybodyElse() {
        Actor manager = person("", Set.of(Permission.SETUP, Permission.MANAGE_USERS, Permission.MANAGE_SECURITY));
        Actor person = person("", Set.of());

        roles.assign(manager, person.user(), ids.get("Head"));

        assertThat(roles.ofUsers(admin.org())).containsEntry(person.user(), ids.get("Head"));
    }

    @Test
    void onlyAdministratorsPlaceThemselves() {
        for (Set<Permission> permissions : Set.of(
                OF_A_USER_MANAGER, Set.of(Permission.SETUP, Permission.MANAGE_USERS, Permission.MANAGE_SECURITY))) {
            Actor manager = person("West", permissions);
            for (String role : Set.of("Head", "West", "Team")) {
                assertRefused(ErrorCode.NOT_ALLOWED, () -> roles.assign(manager, manager.user(), ids.get(role)));
            }
            assertThat(roles.ofUsers(admin.org())).containsEntry(manager.user(), ids.get("West"));
        }

        roles.assign(admin, admin.user(), ids.get("East"));

        assertThat(roles.ofUsers(admin.org())).containsEntry(admin.user(), ids.get("East"));
    }

    @Test
    void whoManagesSecurityOnlyPlacesNobody() {
        Actor manager = person("Head", Set.of(Permission.SETUP, Permission.MANAGE_SECURITY));
        Actor person = person("Team", Set.of());

        assertRefused(ErrorCode.NO_PERMISSION, () -> roles.assign(manager, person.user(), ids.get("Junior")));
    }

    @Test
    void aUserManagerChangesNeitherGroupsNorTerritoriesNorRoles() {
        Actor manager = person("Head", OF_A_USER_MANAGER);
        Principal themselves = new Principal(Principal.Kind.USER, manager.user().value());
        GroupData group = new GroupData("G", "", Set.of(themselves));
        long groupId = groups.create(admin, new GroupData("Own", "", Set.of())).id();
        TerritoryData territory = new TerritoryData(
                "North", "", OptionalLong.empty(), Optional.of(manager.user()), Set.of(), AccessLevel.FULL, Map.of());
        long territoryId = territories
                .create(
                        admin,
                        new TerritoryData(
                                "South",
                                "",
                                OptionalLong.empty(),
                                Optional.empty(),
                                Set.of(),
                                AccessLevel.FULL,
                                Map.of()))
                .id();
        RoleData role = new RoleData("West", "", OptionalLong.empty(), true);

        for (ThrowingCallable act : new ThrowingCallable[] {
            () -> groups.create(manager, group),
            () -> groups.change(manager, groupId, group),
            () -> groups.delete(manager, groupId),
            () -> territories.create(manager, territory),
            () -> territories.change(manager, territoryId, territory),
            () -> territories.delete(manager, territoryId, territoryId),
            () -> roles.create(manager, role),
            () -> roles.change(manager, ids.get("West"), role),
            () -> roles.delete(manager, ids.get("Junior"), ids.get("Team"))
        }) {
            assertRefused(ErrorCode.NO_PERMISSION, act);
        }
    }
}

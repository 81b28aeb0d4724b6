package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class ProfileTest {
    private static final Permissions STANDARD = new Permissions(false, Map.of());
    private static final Set<Permission> SECURITY =
            EnumSet.of(Permission.SETUP, Permission.MANAGE_SECURITY, Permission.SHARE_RECORDS);

    @Autowired
    private Given given;

    @Autowired
    private ProfileService profiles;

    @Autowired
    private AccessService access;

    @Autowired
    private UserService users;

    @Autowired
    private MetadataService metadata;

    private Actor admin;

    @BeforeEach
    void anOrganization() {
        admin = given.administrator();
    }

    private long profileOf(Actor person) {
        return users.get(admin.org(), person.user()).profileId();
    }

    private Profile stored(long id) {
        return profiles.all(admin).stream()
                .filter(profile -> profile.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aProfileIsMadeRenamedAndChanged_andHoldsAtOnce() {
        Profile made = profiles.create(admin, " Sales ", STANDARD);
        assertThat(made.name()).isEqualTo("Sales");
        Actor ann = given.person(admin, STANDARD);
        long id = profileOf(ann);
        profiles.rename(admin, id, "Callers");

        profiles.change(admin, id, STANDARD, new Permissions(false, Set.of(), Map.of()));

        assertThat(stored(id).name()).isEqualTo("Callers");
        assertThat(access.of(ann).has(Permission.MASS_UPDATE)).isFalse();
        assertThat(profiles.people(admin)).containsEntry(id, 1L).doesNotContainKey(made.id());
    }

    @ParameterizedTest
    @CsvSource({"99,true", "100,true", "101,false"})
    void aNameHasAtMostAHundredCharacters(int length, boolean good) {
        ThrowingCallable create = () -> profiles.create(admin, "a".repeat(length), STANDARD);
        if (good) {
            assertThatCode(create).doesNotThrowAnyException();
        } else {
            assertRefused(create, ErrorCode.LIMIT_EXCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales", "SALES", " Sales "})
    void twoProfilesCannotHaveOneName(String name) {
        profiles.create(admin, "Sales", STANDARD);

        assertRefused(() -> profiles.create(admin, name, STANDARD), ErrorCode.DUPLICATE_DATA);
        long other = profiles.create(admin, "Other", STANDARD).id();
        assertRefused(() -> profiles.rename(admin, other, name), ErrorCode.DUPLICATE_DATA);
    }

    @Test
    void anOrganizationHasAtMostFiveHundredProfiles() {
        for (int i = profiles.all(admin).size(); i < Profile.MAX_PROFILES - 1; i++) {
            access.createProfile(admin, "Filler " + i, STANDARD);
        }

        profiles.create(admin, "Last", STANDARD);

        assertThat(profiles.all(admin)).hasSize(Profile.MAX_PROFILES);
        assertRefused(() -> profiles.create(admin, "One more", STANDARD), ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void peopleOfADeletedProfileGetItsSuccessor() {
        Actor ann = given.person(admin, STANDARD);
        long gone = profileOf(ann);
        long next = profiles.create(admin, "Next", new Permissions(false, Set.of(), Map.of()))
                .id();

        assertRefused(() -> profiles.delete(admin, gone, gone), ErrorCode.INVALID_DATA);
        assertRefused(() -> profiles.delete(admin, gone, 1), ErrorCode.NOT_FOUND);
        profiles.delete(admin, gone, next);

        assertThat(profileOf(ann)).isEqualTo(next);
        assertThat(access.of(ann).has(Permission.MASS_UPDATE)).isFalse();
        assertThat(profiles.all(admin)).extracting(Profile::id).doesNotContain(gone);
    }

    @Test
    void somebodyStaysAdministrator() {
        long administrators = profileOf(admin);
        long standard = profiles.create(admin, "Standard", STANDARD).id();

        assertRefused(() -> profiles.delete(admin, administrators, standard), ErrorCode.NOT_ALLOWED);
        assertRefused(
                () -> profiles.change(
                        admin, administrators, stored(administrators).permissions(), STANDARD),
                ErrorCode.NOT_ALLOWED);

        Actor second = given.person(admin, new Permissions(true, Map.of()));
        profiles.delete(second, administrators, standard);
        assertThat(access.of(admin).isAdministrator()).isFalse();
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsNotOverwritten() {
        long id = profiles.create(admin, "Sales", STANDARD).id();
        Permissions other = new Permissions(false, Set.of(), Map.of());
        profiles.change(admin, id, STANDARD, other);

        assertRefused(() -> profiles.change(admin, id, STANDARD, STANDARD), ErrorCode.RECORD_MODIFIED);
        assertThat(stored(id).permissions()).isEqualTo(other);
    }

    @Test
    void whoMayNotManageSecurityDoesNothing() {
        Actor ann = given.person(admin, STANDARD);
        long id = profileOf(ann);

        assertRefused(() -> profiles.all(ann), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.people(ann), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.create(ann, "Mine", STANDARD), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.rename(ann, id, "Mine"), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.change(ann, id, STANDARD, STANDARD), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.delete(ann, id, id), ErrorCode.NO_PERMISSION);
    }

    @Test
    void nobodyGivesWhatTheyLack_norTouchesAProfileAboveTheirs() {
        ModuleRights closed = new ModuleRights(EnumSet.of(Verb.READ), true, Set.of("Phone"), Set.of("City"));
        Permissions own = new Permissions(false, SECURITY, Map.of("Leads", closed));
        Actor officer = given.person(admin, own);
        long mine = profileOf(officer);
        Permissions more = new Permissions(false, EnumSet.of(Permission.MASS_DELETE), Map.of("Leads", closed));
        Permissions opened = new Permissions(false, SECURITY, Map.of());
        Permissions less = new Permissions(
                false, Set.of(), Map.of("Leads", new ModuleRights(Set.of(), true, Set.of("Phone", "City"), Set.of())));

        assertThatThrownBy(() -> profiles.create(officer, "More", more))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.details()).containsEntry("permissions", List.of(Permission.MASS_DELETE)));
        assertRefused(
                () -> profiles.create(officer, "Admin", new Permissions(true, Map.of())), ErrorCode.NO_PERMISSION);
        assertThatThrownBy(() -> profiles.change(officer, mine, own, opened))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.details()).containsEntry("modules", List.of("Leads")));
        assertRefused(() -> profiles.rename(officer, profileOf(admin), "Mine"), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.delete(officer, profileOf(admin), mine), ErrorCode.NO_PERMISSION);
        assertRefused(() -> profiles.delete(officer, mine, profileOf(admin)), ErrorCode.NO_PERMISSION);
        assertThat(profiles.create(officer, "Less", less).permissions()).isEqualTo(less);
    }

    @Test
    void fieldsThatRecordsCannotDoWithoutAreNotHidden() {
        Permissions wanted = new Permissions(
                false,
                Set.of(),
                Map.of(
                        "Leads",
                        new ModuleRights(
                                Set.of(Verb.READ), false, Set.of("Owner", "City", "No_Such"), Set.of("Last_Name"))));

        assertThatThrownBy(() -> profiles.create(admin, "Blind", wanted))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactlyInAnyOrder("Leads.Owner", "Leads.Last_Name"));
    }

    @Test
    void theNameOfRecordsIsReadOnlyAtMost() {
        ModuleDef leads = metadata.model(admin.org()).module("Leads");

        assertThat(FieldLock.of(leads, leads.field("Last_Name"))).contains(FieldLock.MANDATORY);
        assertThat(FieldLock.of(leads, leads.field("Owner"))).contains(FieldLock.SYSTEM);
        assertThat(FieldLock.of(leads, leads.field("City"))).isEmpty();
        assertThat(FieldLock.of(leads, leads.field(leads.displayField()))).isPresent();
        assertThat(FieldLock.NAME.allowsReadOnly()).isTrue();
    }
}

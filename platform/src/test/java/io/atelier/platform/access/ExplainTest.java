package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.Explanation;
import io.atelier.platform.record.Explanation.FieldAccess;
import io.atelier.platform.record.ShareService;
import io.atelier.platform.record.SharingPreview;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class ExplainTest {
    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private ShareService shares;

    @Autowired
    private ExplainService explain;

    private Actor admin;
    private Role director;
    private Actor boss;
    private Actor ann;
    private Actor bob;

    @BeforeEach
    void people() {
        admin = given.administrator();
        director = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        Role seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(director.id()), false));
        boss = person(director, Set.of());
        ann = person(seller, Set.of());
        bob = person(seller, Set.of("City"));
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
    }

    private Actor person(Role role, Set<String> readOnly) {
        Actor person = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Leads",
                                new ModuleRights(
                                        Set.of(Verb.READ, Verb.CREATE, Verb.UPDATE),
                                        false,
                                        Set.of("Phone"),
                                        readOnly))));
        roles.assign(admin, person.user(), role.id());
        return person;
    }

    private long lead(String city) {
        return given.record(ann, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "City", city));
    }

    private Explanation of(Actor user, long lead, String field) {
        return explain.explain(admin, user.user(), "Leads", lead, Optional.of(field));
    }

    @Test
    void saysWhyForEachOfThem() {
        long lead = lead("Oslo");

        assertThat(of(ann, lead, "City").reasons().get(AccessLevel.FULL)).containsExactly(new SharingReason.Own());
        assertThat(of(boss, lead, "City").reasons().get(AccessLevel.READ_ONLY))
                .containsExactly(new SharingReason.Superior(director));
        assertThat(of(admin, lead, "City").reasons().get(AccessLevel.READ_ONLY))
                .containsExactly(new SharingReason.Administrator());
        Explanation none = of(bob, lead, "Phone");
        assertThat(none.reasons().get(AccessLevel.READ_ONLY)).isEmpty();
        assertThat(none.maySee()).isFalse();
        assertThat(none.field()).contains(FieldAccess.HIDDEN);
    }

    @Test
    void tellsEverythingThatOpensARecord_andHowFar() {
        long lead = lead("Oslo");
        SharingRule rule = sharing.create(
                admin,
                new SharingRuleData(
                        "Leads",
                        "Oslo",
                        Optional.empty(),
                        "(City:equals:Oslo)",
                        new Principal(Principal.Kind.USER, bob.user().value()),
                        AccessLevel.READ_ONLY,
                        false,
                        true));
        shares.share(
                admin,
                "Leads",
                lead,
                new Principal(Principal.Kind.ROLE_AND_SUBORDINATES, director.id()),
                AccessLevel.READ_WRITE);

        Explanation explanation = of(bob, lead, "City");

        assertThat(explanation.reasons().get(AccessLevel.READ_ONLY))
                .containsExactly(new SharingReason.Rule(rule), new SharingReason.Share());
        assertThat(explanation.reasons().get(AccessLevel.READ_WRITE)).containsExactly(new SharingReason.Share());
        assertThat(explanation.mayEdit()).isTrue();
        assertThat(explanation.mayDelete()).isFalse();
        assertThat(explanation.field()).contains(FieldAccess.READ_ONLY);
    }

    @Test
    void isForThoseWhoManageSecurityOnly() {
        long lead = lead("Oslo");

        assertThatThrownBy(() -> explain.explain(ann, bob.user(), "Leads", lead, Optional.empty()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        assertThatThrownBy(() -> explain.preview(ann, new SharingChange.OfDefault("Leads", DefaultSharing.PUBLIC_FULL)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    @Test
    void aChangeIsTriedBeforeItIsMade() {
        long oslo = lead("Oslo");
        lead("Rome");
        SharingRuleData data = new SharingRuleData(
                "Leads",
                "Oslo",
                Optional.empty(),
                "(City:equals:Oslo)",
                new Principal(Principal.Kind.USER, bob.user().value()),
                AccessLevel.READ_ONLY,
                true,
                true);

        List<SharingPreview> opened = explain.preview(admin, new SharingChange.OfRule(Optional.empty(), data));
        assertThat(opened).singleElement().satisfies(preview -> {
            assertThat(preview.user()).isEqualTo(bob.user());
            assertThat(preview.gained().samples()).containsExactly(oslo);
            assertThat(preview.lost().count().count()).isZero();
        });

        SharingRule rule = sharing.create(admin, data);
        assertThat(explain.preview(admin, new SharingChange.WithoutRule("Leads", rule.id())))
                .singleElement()
                .satisfies(preview -> assertThat(preview.lost().samples()).containsExactly(oslo));
        assertThat(explain.preview(admin, new SharingChange.OfDefault("Leads", DefaultSharing.PUBLIC_READ_ONLY)))
                .singleElement()
                .satisfies(
                        preview -> assertThat(preview.gained().count().count()).isEqualTo(1));
    }
}

package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.Explanation;
import io.atelier.platform.record.SharingPreview;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The worked example of the guide about rights. */
@PlatformTest
class RightsGuideTest {
    @Autowired
    private Given given;

    @Autowired
    private RoleService roles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private ExplainService explain;

    @Test
    void theExampleHoldsStepByStep() {
        Actor admin = given.administrator();
        Role director = roles.create(admin, new RoleData("Director", "", OptionalLong.empty(), false));
        Role seller = roles.create(admin, new RoleData("Seller", "", OptionalLong.of(director.id()), false));
        Actor boris = person(admin, director);
        Actor olga = person(admin, seller);
        Actor ann = person(admin, seller);
        sharing.changeDefault(admin, "Leads", DefaultSharing.PRIVATE);
        long byron = given.record(olga, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "City", "Oslo"));

        assertThat(why(admin, olga, byron)).containsExactly(new SharingReason.Own());
        assertThat(why(admin, boris, byron)).containsExactly(new SharingReason.Superior(director));
        assertThat(why(admin, ann, byron)).isEmpty();

        SharingRuleData oslo = new SharingRuleData(
                "Leads",
                "Leads in Oslo",
                Optional.empty(),
                "(City:equals:Oslo)",
                new Principal(Principal.Kind.USER, ann.user().value()),
                AccessLevel.READ_ONLY,
                false,
                true);
        SharingPreview preview = explain.preview(admin, new SharingChange.OfRule(Optional.empty(), oslo));
        assertThat(preview.modules()).singleElement().satisfies(leads -> {
            assertThat(leads.shown().people()).isEqualTo(1);
            assertThat(leads.shown().samples()).containsExactly(byron);
        });

        SharingRule rule = sharing.create(admin, oslo);
        Explanation afterwards = explain.explain(admin, ann.user(), "Leads", byron, Optional.empty());
        assertThat(afterwards.reasons().get(AccessLevel.READ_ONLY)).containsExactly(new SharingReason.Rule(rule));
        assertThat(afterwards.maySee()).isTrue();
        assertThat(afterwards.mayEdit()).isFalse();
    }

    private Actor person(Actor admin, Role role) {
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        roles.assign(admin, person.user(), role.id());
        return person;
    }

    private List<SharingReason> why(Actor admin, Actor person, long record) {
        return explain.explain(admin, person.user(), "Leads", record, Optional.empty())
                .reasons()
                .get(AccessLevel.READ_ONLY);
    }
}

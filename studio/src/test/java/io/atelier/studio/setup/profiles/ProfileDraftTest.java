package io.atelier.studio.setup.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SystemField;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileDraftTest {
    private static final FieldDef CITY = FieldDef.of("City", Label.of("City"), FieldType.TEXT);
    private static final FieldDef SCORE = FieldDef.of("Score", Label.of("Score"), FieldType.FORMULA);
    private static final FieldDef MUST =
            FieldDef.of("Must", Label.of("Must"), FieldType.TEXT).with(FieldOptions.NONE.withRequired(true));
    private static final FieldDef NAME = FieldDef.of("Name", Label.of("Name"), FieldType.TEXT);
    private static final ModuleDef LEADS = ModuleDef.of(
            ModuleHead.of("Leads", Label.of("Lead"), Label.of("Leads"), "user", "Name", false),
            List.of(CITY, SCORE, MUST, NAME),
            new LayoutDef(List.of()),
            new ListViewDef(List.of(), "", false));

    private final ProfileDraft draft = new ProfileDraft(new Permissions(false, Set.of(), Map.of()));

    @Test
    void grantingGrantsWhatIsNeeded_andTakingAwayTakesWhatDependsOnIt() {
        assertThat(draft.grant(Permission.MANAGE_USERS)).containsExactly(Permission.SETUP);
        assertThat(draft.grant(Permission.CUSTOMIZE)).isEmpty();
        assertThat(draft.grant(Permission.MASS_UPDATE)).isEmpty();

        assertThat(draft.revoke(Permission.SETUP))
                .containsExactlyInAnyOrder(Permission.MANAGE_USERS, Permission.CUSTOMIZE);
        assertThat(draft.permissions().granted()).containsExactly(Permission.MASS_UPDATE);
    }

    @Test
    void verbsComeAndGoWithWhatTheyNeed() {
        assertThat(draft.allow(LEADS, Verb.READ, false)).isEqualTo(EnumSet.range(Verb.CREATE, Verb.EXPORT));
        assertThat(draft.allow(LEADS, Verb.IMPORT, true)).containsExactlyInAnyOrder(Verb.READ, Verb.CREATE);
        assertThat(draft.allow(LEADS, Verb.CREATE, false)).containsExactly(Verb.IMPORT);
        assertThat(draft.allow(LEADS, Verb.EXPORT, true)).isEmpty();

        assertThat(draft.permissions().modules())
                .containsExactly(Map.entry(
                        "Leads", new ModuleRights(EnumSet.of(Verb.READ, Verb.EXPORT), false, Set.of(), Set.of())));
    }

    @Test
    void aModuleThatIsOpenAgainIsNotNamed() {
        draft.setOwnOnly(LEADS, true);
        draft.setLevel(LEADS, CITY, FieldLevel.HIDDEN);
        assertThat(draft.permissions().modules()).containsOnlyKeys("Leads");

        draft.setOwnOnly(LEADS, false);
        draft.setLevel(LEADS, CITY, FieldLevel.READ_WRITE);
        assertThat(draft.permissions().modules()).isEmpty();
    }

    @Test
    void aFieldHasOneLevel() {
        assertThat(draft.setLevel(LEADS, CITY, FieldLevel.HIDDEN)).isTrue();
        assertThat(draft.setLevel(LEADS, CITY, FieldLevel.READ_ONLY)).isTrue();

        assertThat(draft.level(LEADS, CITY)).isEqualTo(FieldLevel.READ_ONLY);
        assertThat(draft.permissions().modules().get("Leads"))
                .isEqualTo(new ModuleRights(Set.of(Verb.values()), false, Set.of(), Set.of("City")));
    }

    @ParameterizedTest
    @CsvSource({
        "City,  READ_WRITE READ_ONLY HIDDEN",
        "Score, READ_ONLY HIDDEN",
        "Must,  READ_WRITE",
        "Name,  READ_WRITE READ_ONLY",
        "Owner, READ_WRITE"
    })
    void whatAFieldCanBeDependsOnWhatItIs(String field, String levels) {
        FieldDef definition = List.of(CITY, SCORE, MUST, NAME, SystemField.OWNER.definition()).stream()
                .filter(each -> each.apiName().equals(field))
                .findFirst()
                .orElseThrow();

        assertThat(ProfileDraft.levels(LEADS, definition))
                .extracting(FieldLevel::name)
                .containsExactly(levels.split(" "));
        for (FieldLevel level : FieldLevel.values()) {
            assertThat(draft.setLevel(LEADS, definition, level)).isEqualTo(levels.contains(level.name()));
        }
    }
}

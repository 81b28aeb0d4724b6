package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class SearchTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private OrgJdbc jdbc;

    private Actor admin;

    @BeforeEach
    void twoLeads() {
        admin = given.administrator();
        given.record(
                admin,
                "Leads",
                Map.of("Last_Name", "Müller-Öz", "Company", "50% Steel_Works", "Email", "anna@secret.example"));
        given.record(admin, "Leads", Map.of("Last_Name", "Plain", "Company", "Elsewhere", "Phone", "+49 30 123456"));
    }

    @ParameterizedTest
    @CsvSource({
        "ller-ö, Müller-Öz",
        "MÜLLER, Müller-Öz",
        "% steel, Müller-Öz",
        "l_w, Müller-Öz",
        "secret.EX, Müller-Öz",
        "123456, Plain",
        "_, Müller-Öz",
        "%, Müller-Öz",
        "\\, ''",
        "'; drop table', ''",
        "nothing, ''"
    })
    void findsAPartOfAWordInAnyOfTheFieldsWhateverTheCase(String text, String lastName) {
        assertThat(found(admin, text)).containsExactlyElementsOf(lastName.isEmpty() ? List.of() : List.of(lastName));
    }

    @Test
    void doesNotFindOverTheBorderOfTwoFields() {
        given.record(admin, "Leads", Map.of("Last_Name", "Alpha", "Company", "Beta"));

        assertThat(found(admin, "alpha\nbeta")).isEmpty();
        assertThat(found(admin, "alphabeta")).isEmpty();
    }

    @Test
    void findsNothingByAFieldThatIsHidden() {
        ModuleRights blind = new ModuleRights(Set.of(Verb.READ), false, Set.of("Email"), Set.of());
        Actor limited = given.person(admin, new Permissions(false, Map.of("Leads", blind)));

        assertThat(found(limited, "secret")).isEmpty();
        assertThat(found(limited, "steel")).containsExactly("Müller-Öz");
    }

    @Test
    void countsWhatItFinds() {
        RecordQuery query = RecordQuery.of("Leads", List.of(), 1).search("e");

        assertThat(records.count(admin, query, 10)).isEqualTo(new CappedCount(2, true));
    }

    @Test
    void takesAHundredCharactersAndNotOneMore() {
        assertThat(found(admin, "x".repeat(RecordQuery.MAX_SEARCH))).isEmpty();
        assertThatThrownBy(() -> found(admin, "x".repeat(RecordQuery.MAX_SEARCH + 1)))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
                    assertThat(e.details()).containsEntry("limit", RecordQuery.MAX_SEARCH);
                });
    }

    @Test
    void looksIntoOtherFieldsWhenTheyAreChosenAndGoesOnWhenOneIsRetired() {
        apply(new SchemaChange.ChangeSearchFields("Leads", List.of("City", "Company")));
        given.record(admin, "Leads", Map.of("Last_Name", "Third", "Company", "Works", "City", "Steelton"));

        assertThat(found(admin, "steel")).containsExactly("Third", "Müller-Öz");
        assertThat(found(admin, "müller")).isEmpty();

        apply(new SchemaChange.RetireField("Leads", "City"));
        assertThat(found(admin, "steel")).containsExactly("Müller-Öz");
        assertThat(leads().head().searchFields()).containsExactly("Company");
    }

    @Test
    void refusesToSearchWhatIsNoText() {
        assertThat(setup.plan(admin, List.of(new SchemaChange.ChangeSearchFields("Leads", List.of("Annual_Revenue"))))
                        .problems())
                .extracting(problem -> problem.path())
                .containsExactly("Leads.Annual_Revenue");
    }

    @Test
    void keepsAnIndexOfPartsOfWords() {
        assertThat(jdbc.sql(
                                admin.org(),
                                "select indexdef from pg_indexes where schemaname = '{s}' and tablename = 'Leads'")
                        .query(String.class)
                        .list())
                .anySatisfy(index -> assertThat(index).contains("sys_search").contains("gin_trgm_ops"));
    }

    private void apply(SchemaChange change) {
        setup.apply(admin, setup.plan(admin, List.of(change)));
    }

    private ModuleDef leads() {
        return metadata.model(admin.org()).module("Leads");
    }

    private List<String> found(Actor actor, String text) {
        return records
                .query(actor, RecordQuery.of("Leads", List.of("Last_Name"), 10).search(text))
                .records()
                .stream()
                .map(record -> record.text("Last_Name"))
                .toList();
    }
}

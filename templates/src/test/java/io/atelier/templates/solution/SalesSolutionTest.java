package io.atelier.templates.solution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States what the shipped solution must be, independently of the loader's own checks. */
class SalesSolutionTest {

    private static final SolutionDoc SALES = SolutionLoader.load("sales");

    static Stream<ModuleDoc> modules() {
        return SALES.modules().stream();
    }

    @Test
    void holdsTheStandardModules() {
        assertThat(SALES.modules())
                .extracting(ModuleDoc::apiName)
                .containsExactlyInAnyOrder(
                        "Leads",
                        "Contacts",
                        "Accounts",
                        "Deals",
                        "Tasks",
                        "Events",
                        "Calls",
                        "Campaigns",
                        "Products",
                        "Vendors",
                        "Price_Books",
                        "Quotes",
                        "Sales_Orders",
                        "Purchase_Orders",
                        "Invoices",
                        "Cases",
                        "Solutions",
                        "Notes");
        assertThat(SALES.navigation()).startsWith("Leads", "Contacts", "Accounts", "Deals");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void namesAreWellFormedAndUnique(ModuleDoc module) {
        assertThat(module.apiName()).matches("[A-Za-z][A-Za-z0-9_]{0,49}");
        assertThat(module.fields())
                .extracting(FieldDoc::apiName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]{0,49}"))
                .doesNotContainAnyElementsOf(ModuleDoc.SYSTEM_FIELDS);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void lookupsPointToModulesInstalledBefore(ModuleDoc module) {
        Set<String> installed = new HashSet<>();
        for (ModuleDoc each : SALES.modules()) {
            installed.add(each.apiName());
            if (each.equals(module)) {
                break;
            }
        }

        assertThat(module.fields())
                .filteredOn(field -> field.type().equals("lookup"))
                .extracting(FieldDoc::target)
                .isSubsetOf(installed);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyFieldIsPlacedOnce(ModuleDoc module) {
        var placed = module.layout().sections().stream()
                .flatMap(section -> section.fields().stream())
                .toList();

        assertThat(placed).doesNotHaveDuplicates();
        assertThat(placed)
                .filteredOn(name -> !ModuleDoc.SYSTEM_FIELDS.contains(name))
                .containsExactlyInAnyOrderElementsOf(
                        module.fields().stream().map(FieldDoc::apiName).toList());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void listAndSortUseKnownFields(ModuleDoc module) {
        Set<String> known = new HashSet<>(ModuleDoc.SYSTEM_FIELDS);
        module.fields().forEach(field -> known.add(field.apiName()));

        assertThat(module.list().columns()).isNotEmpty().isSubsetOf(known).contains(module.displayField());
        assertThat(known).contains(module.list().sortField());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void picklistDefaultsAreValues(ModuleDoc module) {
        assertThat(module.fields())
                .filteredOn(field -> field.isPicklist() && field.defaultValue() != null)
                .allSatisfy(field -> assertThat(field.values())
                        .extracting(PicklistValueDoc::value)
                        .contains(field.defaultValue()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyLabelIsInBothLanguages(ModuleDoc module) {
        Stream.Builder<LabelDoc> labels = Stream.builder();
        labels.add(module.singular()).add(module.plural());
        module.layout().sections().forEach(section -> labels.add(section.label()));
        for (FieldDoc field : module.fields()) {
            labels.add(field.label());
            field.values().forEach(value -> labels.add(value.label()));
            Stream.of(field.help(), field.relatedList())
                    .filter(label -> label != null)
                    .forEach(labels);
        }

        assertThat(labels.build()).allSatisfy(label -> {
            assertThat(label.en()).isNotBlank().doesNotContainPattern("[А-Яа-я]");
            assertThat(label.ru()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("modules")
    void fieldLabelsOfAModuleDiffer(ModuleDoc module) {
        assertThat(module.fields()).extracting(field -> field.label().en()).doesNotHaveDuplicates();
        assertThat(module.fields()).extracting(field -> field.label().ru()).doesNotHaveDuplicates();
        assertThat(module.fields()).allSatisfy(field -> {
            assertThat(field.values()).extracting(value -> value.label().en()).doesNotHaveDuplicates();
            assertThat(field.values()).extracting(value -> value.label().ru()).doesNotHaveDuplicates();
        });
    }

    @Test
    void dealStagesCarryProbabilityAndOutcome() {
        FieldDoc stage =
                SALES.findModule("Deals").orElseThrow().findField("Stage").orElseThrow();

        assertThat(stage.values()).hasSize(9).allSatisfy(value -> {
            assertThat(value.colour()).isNotNull();
            assertThat(value.probability()).isBetween(0, 100);
            assertThat(value.forecastType()).isNotNull();
        });
        assertThat(stage.values())
                .filteredOn(value -> value.forecastType() == PicklistValueDoc.ForecastType.CLOSED_WON)
                .extracting(PicklistValueDoc::value)
                .containsExactly("Closed Won");
    }

    @Test
    void namesOfPeopleAreComposed() {
        assertThat(Stream.of("Leads", "Contacts"))
                .allSatisfy(name -> assertThat(SALES.findModule(name)
                                .orElseThrow()
                                .findField("Full_Name")
                                .orElseThrow()
                                .composedOf())
                        .containsExactly("First_Name", "Last_Name"));
    }

    @Test
    void unknownSolutionIsRefused() {
        assertThatThrownBy(() -> SolutionLoader.load("nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SolutionLoader.load("../sales")).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.atelier.templates.solution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolutionLoaderTest {

    private static final String SOLUTION = """
            name: tiny
            label: {en: Tiny, ru: Малая}
            description: {en: One module, ru: Один модуль}
            modules: [Things]
            navigation: [Things]
            """;

    private static final String THINGS = """
            api_name: Things
            singular: {en: Thing, ru: Вещь}
            plural: {en: Things, ru: Вещи}
            icon: cube
            display_field: Name
            fields:
              - {api_name: Name, type: text, label: {en: Name, ru: Имя}, length: 80, required: true}
              - api_name: State
                type: picklist
                label: {en: State, ru: Состояние}
                values:
                  - {value: New, label: {en: New, ru: Новая}, colour: "#2563eb"}
                  - {value: Old, label: {en: Old, ru: Старая}}
                default: New
              - {api_name: Whole, type: lookup, label: {en: Whole, ru: Целое}, target: Things, related_list: {en: Parts, ru: Части}}
            layout:
              sections:
                - {name: main, label: {en: Main, ru: Главное}, columns: 2, fields: [Name, State, Whole, Owner]}
            list:
              columns: [Name, State, Modified_Time]
              sort: {field: Name, direction: desc}
            """;

    private static SolutionDoc read(String solution, String things) {
        Map<String, String> files = new HashMap<>();
        files.put("solution.yaml", solution);
        files.put("modules/Things.yaml", things);
        return SolutionLoader.read(path -> Optional.ofNullable(files.get(path)));
    }

    @Test
    void readsAWholeSolution() {
        SolutionDoc solution = read(SOLUTION, THINGS);

        ModuleDoc things = solution.findModule("Things").orElseThrow();
        assertThat(solution.navigation()).containsExactly("Things");
        assertThat(things.fields()).extracting(FieldDoc::apiName).containsExactly("Name", "State", "Whole");
        assertThat(things.findField("Name").orElseThrow())
                .returns(80, FieldDoc::length)
                .returns(true, FieldDoc::required)
                .returns(false, FieldDoc::readOnly);
        assertThat(things.findField("State").orElseThrow())
                .returns("New", FieldDoc::defaultValue)
                .returns(2, field -> field.values().size());
        assertThat(things.findField("Whole").orElseThrow().relatedList()).isEqualTo(new LabelDoc("Parts", "Части"));
        assertThat(things.list().sortDirection()).isEqualTo(ListDoc.Direction.DESC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            icon: cube                  | icoon: cube                 | icon                    | missing
            required: true              | requierd: true              | fields[0].requierd      | unknown key
            required: true              | required: 1                 | fields[0].required      | true or false
            length: 80                  | length: long                | fields[0].length        | a whole number
            type: text                  | type: string                | fields[0].type          | unknown type
            type: picklist              | type: text                  | fields.State.values     | do not agree
            value: Old                  | value: 1                    | fields[1].values[1].value | text
            value: Old                  | value: New                  | fields.State.values.New | listed twice
            default: New                | default: Newest             | fields.State.default    | no value
            target: Things              | target: Sheep               | fields.Whole.target     | no module
            ru: Вещь                    | ru: ''                      | singular.ru             | empty
            ru: Вещь                    | de: Sache                   | singular.ru             | missing
            display_field: Name         | display_field: Title        | display_field           | no text field
            [Name, State, Whole, Owner] | [Name, State, Owner]        | layout                  | in no section
            [Name, State, Whole, Owner] | [Name, Name, State, Whole]  | layout.sections.main.fields | placed twice
            columns: [Name, State       | columns: [Name, Sate        | list.columns            | no field
            direction: desc             | direction: down             | list.sort.direction     | not a choice
            field: Name, dir            | field: Nam, dir             | list.sort.field         | no field
            '#2563eb'                   | blue                        | fields.State.values.New.colour | no colour
            api_name: Whole             | api_name: Owner             | fields.Owner            | by itself
            api_name: Whole             | api_name: Name              | fields.Name             | twice
            api_name: Whole             | api_name: 1st               | fields.1st              | API name
            api_name: Things            | api_name: Thing             | api_name                | file's name
            layout:                     | 'list: {}'                  | -                       | -
            """)
    void namesFilePlaceAndRemedy(String good, String bad, String path, String problem) {
        String broken = THINGS.replaceFirst(Pattern.quote(good), bad);
        assertThat(broken).isNotEqualTo(THINGS);

        assertThatExceptionOfType(SolutionFormatException.class)
                .isThrownBy(() -> read(SOLUTION, broken))
                .satisfies(e -> {
                    assertThat(e.file()).isEqualTo("modules/Things.yaml");
                    assertThat(e.getMessage()).contains(e.file()).contains(e.remedy());
                    assertThat(e.remedy()).isNotBlank();
                    if (path != null) {
                        assertThat(e.path()).isEqualTo(path);
                        assertThat(e.getMessage()).contains(problem);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modules: [Things]    | modules: [Things, Things]   | twice
            modules: [Things]    | modules: [Things, Others]   | no such file
            modules: [Things]    | modules: [../../etc/passwd] | API name
            navigation: [Things] | navigation: [Others]        | no module
            name: tiny           | 'name: !!java.net.URL ["http://127.0.0.1/"]' | tag
            name: tiny           | name: 5                     | quotes
            """)
    void refusesBadMainFile(String good, String bad, String problem) {
        assertThatExceptionOfType(SolutionFormatException.class)
                .isThrownBy(() -> read(SOLUTION.replace(good, bad), THINGS))
                .withMessageContaining(problem);
    }

    @Test
    void refusesAliasBombsAndDuplicateKeys() {
        assertThatExceptionOfType(SolutionFormatException.class)
                .isThrownBy(() -> read("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", THINGS));
        assertThatExceptionOfType(SolutionFormatException.class)
                .isThrownBy(() -> read(SOLUTION + "name: again\n", THINGS));
        assertThatExceptionOfType(SolutionFormatException.class).isThrownBy(() -> read("[".repeat(1000), THINGS));
        assertThatExceptionOfType(SolutionFormatException.class).isThrownBy(() -> read("just text", THINGS));
    }
}

package io.atelier.platform.api.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.variable.Variable;
import io.atelier.platform.variable.VariableData;
import io.atelier.platform.variable.VariableService;
import io.atelier.platform.variable.VariableType;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class VariableApiTest {
    private static final String VARIABLES = "/crm/v8/settings/variables";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private VariableService variables;

    private Actor admin;

    @BeforeEach
    void anAdministratorWithAProgram() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    @Test
    void aVariableIsMadeReadChangedAndDeleted() {
        HttpResponse<String> none = api.send(admin, "GET", VARIABLES, "");
        HttpResponse<String> made = api.send(
                admin,
                "POST",
                VARIABLES,
                "{\"variables\":[{\"name\":\"Rate\",\"api_name\":\"Rate\",\"type\":\"integer\",\"value\":\"12\","
                        + "\"variable_group\":{\"name\":\"General\"}}]}");
        JsonNode read = read(VARIABLES + "/Rate?group=General");
        String id = read.at("/variables/0/id").stringValue();
        HttpResponse<String> changed = api.send(admin, "PUT", VARIABLES + "/" + id, "{\"variables\":[{\"value\":13}]}");
        JsonNode again = read(VARIABLES + "/" + id);
        JsonNode groups = read("/crm/v8/settings/variable_groups");
        HttpResponse<String> deleted = api.send(admin, "DELETE", VARIABLES + "/Rate", "");

        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(read.at("/variables/0/value").stringValue()).isEqualTo("12");
        assertThat(read.at("/variables/0/variable_group/name").stringValue()).isEqualTo("General");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(again.at("/variables/0/value").stringValue()).isEqualTo("13");
        assertThat(groups.at("/variable_groups/0/api_name").stringValue()).isEqualTo("General");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(api.send(admin, "GET", VARIABLES + "/Rate", "").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text|any thing|true",
                "integer|x|false",
                "integer|1234567890|false",
                "integer|123456789|true",
                "double|1.5|true",
                "date|2031-01-02|true",
                "date|2031-13-02|false",
                "datetime|2031-01-02T03:04:05Z|true",
                "checkbox|true|true",
                "boolean|false|true",
                "checkbox|perhaps|false",
                "email|a@example.org|true",
                "email|nobody|false",
                "url|https://example.org|true",
                "nonsense|x|false",
            })
    void valuesAreOfTheirType(String type, String value, boolean good) {
        HttpResponse<String> made = api.send(
                admin,
                "POST",
                VARIABLES,
                "{\"variables\":[{\"name\":\"V\",\"api_name\":\"Val\",\"type\":\"" + type + "\",\"value\":\"" + value
                        + "\"}]}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(good ? 201 : 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"variables\":{}}",
                "{\"variables\":[[]]}",
                "{\"variables\":[{}]}",
                "{\"variables\":[{\"name\":{},\"api_name\":\"A\",\"type\":\"text\"}]}",
                "{\"variables\":[{\"name\":\"A\",\"api_name\":\"A'; drop\",\"type\":\"text\"}]}",
                "{\"variables\":[{\"name\":\"A\",\"api_name\":\"A\",\"type\":[]}]}",
                "{\"variables\":[{\"name\":\"A\",\"api_name\":\"A\",\"type\":\"text\",\"value\":{}}]}",
                "{\"variables\":[{\"name\":\"A\",\"api_name\":\"A\",\"type\":\"text\",\"variable_group\":\"x\"}]}",
            })
    void badVariablesAreRefused(String body) {
        HttpResponse<String> answer = api.send(admin, "POST", VARIABLES, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(variables.all(admin)).isEmpty();
    }

    @Test
    void limitsHoldAtTheirEdges() {
        for (int i = 0; i < Variable.MAX_VARIABLES - 1; i++) {
            variables.create(admin, data("V" + i));
        }
        HttpResponse<String> last = make("Last");
        HttpResponse<String> more = make("More");

        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(more.body()).contains("LIMIT_EXCEEDED");
        assertThat(make("v0").body()).contains("LIMIT_EXCEEDED");
    }

    @Test
    void everybodyReadsAndOnlyManagersWrite() {
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        api.letIn(admin, person);
        long id = variables.create(admin, data("Rate")).id();

        assertThat(api.send(person, "GET", VARIABLES + "/Rate", "").statusCode())
                .isEqualTo(200);
        assertThat(api.send(person, "DELETE", VARIABLES + "/" + id, "").body()).contains("NO_PERMISSION");
        assertThat(api.send(person, "PUT", VARIABLES + "/" + id, "{\"variables\":[{\"value\":\"x\"}]}")
                        .body())
                .contains("NO_PERMISSION");
        assertThat(variables.find(given.administrator(), "Rate")).isEmpty();
    }

    private HttpResponse<String> make(String name) {
        return api.send(
                admin,
                "POST",
                VARIABLES,
                "{\"variables\":[{\"name\":\"" + name + "\",\"api_name\":\"" + name + "\",\"type\":\"text\"}]}");
    }

    private static VariableData data(String name) {
        return new VariableData("", name, name, "", VariableType.TEXT, "x");
    }

    private JsonNode read(String path) {
        HttpResponse<String> answer = api.send(admin, "GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}

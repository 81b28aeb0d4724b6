package io.atelier.platform.api.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class FunctionApiTest {
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private FunctionService functions;

    private Actor admin;

    @BeforeEach
    void anAdministrator() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    private FunctionDef function(String source) {
        FunctionDef function = functions.create(admin, "greet", "Greet", source);
        functions.publish(admin, function.id(), 1);
        return functions.changeRestApi(admin, function.id(), true);
    }

    @Test
    void answersWithItsResultAndWhatItLogged() {
        function("export default async (args) => { console.log('hi'); return 'Hello ' + (args.name ?? 'nobody'); }");

        HttpResponse<String> answer = call("POST", "", "{\"name\":\"Ali\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = json.readTree(answer.body());
        assertThat(body.at("/code").asString()).isEqualTo("success");
        assertThat(body.has("status")).isFalse();
        assertThat(body.at("/details/output").asString()).isEqualTo("Hello Ali");
        assertThat(body.at("/details/userMessage/0").asString()).isEqualTo("hi");
        assertThat(output(call("GET", "?auth_type=oauth&arguments=%7B%22name%22%3A%22Bo%22%7D", "")))
                .isEqualTo("Hello Bo");
        assertThat(output(call("POST", "?arguments=%5Bobject%20Object%5D", ""))).isEqualTo("Hello nobody");
    }

    @Test
    void whatIsNoTextIsAnsweredAsJson() {
        function("export default async () => ({a: [1]})");

        assertThat(output(call("POST", "", ""))).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void aFailureSaysWhere() {
        function("export default async () => {\n  throw new Error('no');\n}");

        HttpResponse<String> answer = call("POST", "", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = json.readTree(answer.body());
        assertThat(body.at("/code").asString()).isEqualTo("FUNCTION_FAILED");
        assertThat(body.at("/message").asString()).isEqualTo("no");
        assertThat(body.at("/details/line").asInt()).isEqualTo(2);
    }

    @Test
    void actsAsTheUserOfTheToken() {
        function("export default async (args, crm) => { try { await crm.records.create('Leads', "
                + "{Last_Name: 'A', Company: 'C'}); return 'made'; } catch (e) { return 'refused'; } }");
        Actor person = given.person(
                admin,
                new Permissions(
                        false, Map.of("Leads", new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of()))));
        api.letIn(admin, person);

        assertThat(output(api.send(person, "POST", "/crm/v8/functions/greet/actions/execute", "{}")))
                .isEqualTo("refused");
        assertThat(output(call("POST", "", "{}"))).isEqualTo("made");
    }

    @Test
    void isNotThereUnlessItIsOpen() {
        FunctionDef function = function("export default async () => 1");
        functions.changeRestApi(admin, function.id(), false);

        HttpResponse<String> closed = call("POST", "", "{}");
        HttpResponse<String> none = api.send(admin, "POST", "/crm/v8/functions/none/actions/execute", "{}");

        assertThat(closed.statusCode()).isEqualTo(404);
        assertThat(closed.body()).isEqualTo(none.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "\"x\"", "{", "1"})
    void argumentsAreAnObject(String body) {
        function("export default async () => 1");

        assertThat(call("POST", "", body).statusCode()).isEqualTo(400);
    }

    @Test
    void aKeyOfAnotherKindIsRefused() {
        function("export default async () => 1");

        assertThat(call("POST", "?auth_type=apikey&zapikey=x", "{}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> call(String method, String query, String body) {
        return api.send(admin, method, "/crm/v8/functions/greet/actions/execute" + query, body);
    }

    private String output(HttpResponse<String> answer) {
        return json.readTree(answer.body()).at("/details/output").asString();
    }
}

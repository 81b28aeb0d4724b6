package io.atelier.platform.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.api.openapi.Contract.Operation;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server as its own OpenAPI document says, and as it does not, and judges each answer by the document. */
@PlatformTest
class OpenApiContractTest {
    private static final int FIELDS = 50;
    private static final int ROWS = 100;

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private Actor admin;
    private Contract contract;

    @BeforeEach
    void theDocument() {
        admin = given.administrator();
        api.letIn(admin, admin);
        contract = new Contract(documentOf(admin));
    }

    private String documentOf(Actor actor) {
        HttpResponse<String> answer = api.send(actor, "GET", "/crm/v8/openapi.json", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void everyReferenceLeadsSomewhere_andNoOperationIsCalledAsAnother() {
        assertThat(contract.references()
                        .filter(reference -> contract.target(reference).isMissingNode()))
                .isEmpty();
        assertThat(contract.operations().stream()
                        .map(operation ->
                                operation.description().at("/operationId").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyRouteIsDescribed_andNoOther() {
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapping.getPatternValues().stream()
                                .map(OpenApiContractTest::plain)
                                .filter(path -> path.startsWith("/crm/"))
                                .forEach(path -> routes.add(method + " " + path))));

        // What every module has stands for each by its name.
        String modules = "/crm/v8/(" + String.join("|", contract.writable()) + "|Notes)(?=/|$)";
        Set<String> described = contract.operations().stream()
                .map(Operation::toString)
                .map(operation -> routes.contains(plain(operation))
                        ? plain(operation)
                        : plain(operation.replaceFirst(modules, "/crm/v8/{module}")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(routes);
    }

    /** Names no variables, and the newer version only. */
    private static String plain(String path) {
        return path.replaceAll("\\{version[^}]*}", "v8")
                .replaceAll("/crm/v2/", "/crm/v8/")
                .replaceAll("\\{[^}]*}", "{}");
    }

    @Test
    void whatIsMadeByTheDocumentIsTaken_andShownByIt() {
        Examples examples = new Examples(11);
        for (String module : contract.writable()) {
            JsonNode fresh = contract.schema(module + "_new");
            List<Map<String, Object>> rows = List.of(examples.row(fresh), examples.row(fresh), examples.row(fresh));
            HttpResponse<String> made = call("create" + module, "POST", "/crm/v8/" + module, Map.of("data", rows));
            if (made.statusCode() != 201) {
                // A record that must point to another cannot be made of thin air.
                assertThat(made.body()).as(module).contains("MANDATORY_NOT_FOUND");
                continue;
            }
            String id = json.readTree(made.body()).at("/data/0/details/id").asString();
            String one = "/crm/v8/" + module + "/" + id;
            call("get" + module, "GET", one, null);
            for (List<String> fields : fields(module)) {
                HttpResponse<String> page =
                        call("list" + module, "GET", "/crm/v8/" + module + "?fields=" + String.join(",", fields), null);
                assertThat(page.statusCode()).as(module).isEqualTo(200);
            }
            HttpResponse<String> changed = call(
                    "update" + module,
                    "PUT",
                    one,
                    Map.of("data", List.of(examples.row(contract.schema(module + "_change")))));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            call("search" + module, "GET", "/crm/v8/" + module + "/search?word=" + id.substring(0, 4), null);
            HttpResponse<String> count = call("count" + module, "GET", "/crm/v8/" + module + "/actions/count", null);
            assertThat(json.readTree(count.body()).at("/count").asInt()).isGreaterThanOrEqualTo(3);
            assertThat(call("delete" + module, "DELETE", one, null).statusCode())
                    .isEqualTo(200);
            call("deleted" + module, "GET", "/crm/v8/" + module + "/deleted", null);
        }
    }

    private List<List<String>> fields(String module) {
        List<String> all = contract.schema(module)
                .get("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
        List<List<String>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += FIELDS) {
            parts.add(all.subList(i, Math.min(all.size(), i + FIELDS)));
        }
        return parts;
    }

    @Test
    void wrongTypesInAnyFieldAreAnsweredInTheirPlace() {
        int asked = 0;
        Examples examples = new Examples(12);
        for (String module : contract.writable()) {
            JsonNode schema = contract.schema(module + "_new");
            List<Map<String, Object>> rows = new ArrayList<>();
            schema.get("properties")
                    .propertyStream()
                    .forEach(property -> Examples.bad(property.getValue()).forEach(bad -> {
                        Map<String, Object> row = new LinkedHashMap<>(examples.row(schema));
                        row.put(property.getKey(), bad);
                        rows.add(row);
                    }));
            for (int i = 0; i < rows.size(); i += ROWS) {
                List<Map<String, Object>> some = rows.subList(i, Math.min(rows.size(), i + ROWS));
                HttpResponse<String> answer =
                        call("create" + module, "POST", "/crm/v8/" + module, Map.of("data", some));
                assertThat(json.readTree(answer.body()).at("/data"))
                        .as(answer.body())
                        .hasSize(some.size());
                asked += some.size();
            }
        }
        assertThat(asked).isGreaterThan(2_000);
    }

    @Test
    void everyOperationAnswersNonsenseAsItSays() {
        for (Operation operation : contract.operations()) {
            String path = operation.path().replaceAll("\\{module}", "Leads").replaceAll("\\{[^}]*}", "0");
            for (String body :
                    List.of("", "{}", "[]", "{\"data\":null}", "{\"data\":[{}]}", "{\"data\":[[]]}", "{", "\"x\"")) {
                if (!body.isEmpty()
                        && (operation.method().equals("get")
                                || operation.method().equals("delete"))) {
                    continue;
                }
                contract.check(operation, body, api.send(admin, operation.verb(), path, body));
            }
            String hostile = "?fields=%27%3B--&sort_by=%22&ids=x&page=-1&module=%00&criteria=((&word=%25";
            contract.check(operation, hostile, api.send(admin, operation.verb(), path + hostile, ""));
        }
    }

    @Test
    void nobodyReadsOfWhatDoesNotExistForThem() {
        Actor reader = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of("Leads", new ModuleRights(Set.of(Verb.READ), false, Set.of("Email"), Set.of("City")))));
        api.letIn(admin, reader);

        Contract seen = new Contract(documentOf(reader));

        assertThat(seen.schema("Leads").get("properties").has("Email")).isFalse();
        assertThat(seen.schema("Leads_new").get("properties").has("City")).isFalse();
        assertThat(seen.operations().stream().map(Operation::toString))
                .contains("GET /crm/v8/Leads")
                .doesNotContain("POST /crm/v8/Leads", "PUT /crm/v8/Leads", "DELETE /crm/v8/Leads/{id}");
    }

    private HttpResponse<String> call(String operation, String method, String path, @Nullable Object body) {
        HttpResponse<String> answer = api.send(admin, method, path, body == null ? "" : json.writeValueAsString(body));
        contract.check(contract.operation(operation), path, answer);
        return answer;
    }
}

package io.atelier.platform.api.composite;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class CompositeApiTest {
    private static final String NAME = "__composite_requests";
    private static final String MAKE = """
            {"sub_request_id":"make","method":"POST","uri":"/crm/v8/Accounts","params":{},"headers":{},
             "body":{"data":[{"Account_Name":"Acme"}]}}""";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    private Actor admin;

    @BeforeEach
    void anAdministrator() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    @Test
    void aLaterRequestNamesWhatAnEarlierOneMade() {
        JsonNode rows = answered(200, "", MAKE, """
                {"sub_request_id":"2","method":"POST","uri":"/crm/v8/Contacts","params":{},"headers":{},
                 "body":{"data":[{"Last_Name":"Ali","Account_Name":{"id":"@{make:$.data[0].details.id}"}}]}}""", """
                {"sub_request_id":"3","method":"GET","uri":"/crm/v8/Contacts/@{2:$.data[0].details.id}",
                 "params":{"fields":"Last_Name,Account_Name"},"headers":{},"body":{}}""");

        assertThat(rows.at("/0/details/response/status_code").asInt()).isEqualTo(201);
        assertThat(rows.at("/2/code").asString()).isEqualTo("SUCCESS");
        assertThat(rows.at("/2/details/response/body/data/0/Account_Name/name").asString())
                .isEqualTo("Acme");
        assertThat(rows.at("/2/details/response/headers/ETag").asString()).isNotEmpty();
    }

    @Test
    void eachIsAnsweredForItself() {
        JsonNode rows = answered(200, "", MAKE, """
                {"method":"GET","uri":"/crm/v8/Accounts/1","params":{},"headers":{},"body":{}}""", """
                {"method":"GET","uri":"/crm/v8/Leads","params":{"fields":"City"},"headers":{},"body":{}}""", """
                {"method":"PATCH","uri":"/crm/v8/Leads","params":{},"headers":{},"body":{}}""", """
                {"method":"GET","uri":"/crm/v8/nowhere/at/all","params":{},"headers":{},"body":{}}""");

        assertThat(rows.at("/1/details/response/status_code").asInt()).isEqualTo(404);
        assertThat(rows.at("/1/details/response/body/status").asString()).isEqualTo("error");
        assertThat(rows.at("/2/details/response/status_code").asInt()).isEqualTo(204);
        assertThat(rows.at("/2/details/response/body").isNull()).isTrue();
        assertThat(rows.at("/3/details/response/status_code").asInt()).isEqualTo(405);
        assertThat(rows.at("/4/details/response/body/code").asString()).isEqualTo("INVALID_URL_PATTERN");
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void togetherAllAreDoneOrNone() {
        String bad = """
                {"method":"POST","uri":"/crm/v8/Contacts","params":{},"headers":{},"body":{"data":[{"Email":"a@example.org"}]}}""";

        JsonNode undone = answered(207, "\"rollback_on_fail\":true,", MAKE, bad, MAKE.replace("make", "again"));

        assertThat(undone.at("/0/code").asString()).isEqualTo("ROLLBACK_PERFORMED");
        assertThat(undone.at("/0/details/rollbacked_by_sub_request_index").asInt())
                .isEqualTo(1);
        assertThat(undone.at("/1/details/response/body/data/0/code").asString()).isEqualTo("MANDATORY_NOT_FOUND");
        assertThat(undone.at("/2/code").asString()).isEqualTo("ROLLBACK_PERFORMED");
        assertThat(accounts()).isZero();

        answered(200, "\"rollback_on_fail\":true,", MAKE, MAKE.replace("make", "again"));
        assertThat(accounts()).isEqualTo(2);
    }

    @Test
    void aRequestWithinDoesNoMoreThanTheTokenAllows() {
        Actor reader = given.person(
                admin,
                new Permissions(
                        false, Map.of("Accounts", new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of()))));
        api.letIn(admin, reader);

        JsonNode row = json.readTree(send(reader, "", MAKE).body()).at("/" + NAME + "/0/details/response");

        assertThat(row.at("/body/data/0/code").asString() + row.at("/body/code").asString())
                .contains("NO_PERMISSION");
        assertThat(accounts()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "5, 200", "6, 400", "0, 400"})
    void atMostFiveStandInOne(int count, int status) {
        String[] requests = IntStream.range(0, count)
                .mapToObj(i -> MAKE.replace("make", "m" + i))
                .toArray(String[]::new);

        assertThat(send(admin, "", requests).statusCode()).isEqualTo(status);
        assertThat(accounts()).isEqualTo(status == 200 ? count : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"uri\":\"/crm/v8/__composite_requests\"",
                "\"uri\":\"/crm/v8/../../oauth/v2/token\"",
                "\"uri\":\"/crm/v8/Leads/../../../setup\"",
                "\"uri\":\"/crm/v8/Leads/%2e%2e/x\"",
                "\"uri\":\"/crm/v8/Leads?fields=City\"",
                "\"uri\":\"/crm/v8//Leads\"",
                "\"uri\":\"/crm/v2/Leads\"",
                "\"uri\":\"https://example.org/crm/v8/Leads\"",
                "\"uri\":\"/crm/v8/Leads/1/photo\"",
                "\"uri\":\"/crm/v8/files\"",
                "\"uri\":\"/crm/v8/Leads/actions/stream\"",
                "\"uri\":1",
                "\"method\":\"TRACE\"",
                "\"method\":null",
                "\"headers\":{\"Authorization\":\"x\"}",
                "\"headers\":{\"Idempotency-Key\":\"x\"}",
                "\"headers\":[]",
                "\"params\":{\"fields\":[\"City\"]}",
                "\"body\":[]",
                "\"sub_request_id\":\"a b\"",
                "\"sub_request_id\":\"first\"",
            })
    void whatIsNoGoodRequestLetsNoneBegin(String part) {
        String name = part.substring(1, part.indexOf('"', 1));
        String request = """
                {"method":"GET","uri":"/crm/v8/Leads","params":{},"headers":{},"body":{}}""";
        String spoilt = request.replaceFirst("\"" + name + "\":(\"[^\"]*\"|[{][}])", "\"x\":0")
                .replaceFirst("[{]", "{" + part.replace("$", "\\$") + ",");

        HttpResponse<String> answer = send(admin, "", MAKE.replace("make", "first"), spoilt);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).at("/status").asString()).isEqualTo("error");
        assertThat(accounts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@{later:$.data[0].id}",
                "@{make:$.data[7].details.id}",
                "@{make:$.data}",
                "@{make:$.data[0].details.Created_By.nothing}",
            })
    void whatIsNamedMustBeThere(String reference) {
        JsonNode rows = answered(207, "", MAKE, """
                {"method":"GET","uri":"/crm/v8/Accounts/%s","params":{},"headers":{},"body":{}}""".formatted(reference));

        assertThat(rows.at("/1/code").asString()).isEqualTo("INVALID_REFERENCE");
    }

    @Test
    void aValueDoesNotBecomeAPath() {
        JsonNode rows = answered(207, "", MAKE.replace("Acme", "../../settings/modules"), """
                {"sub_request_id":"2","method":"GET","uri":"/crm/v8/Accounts/@{make:$.data[0].details.id}",
                 "params":{"fields":"Account_Name"},"headers":{},"body":{}}""", """
                {"method":"GET","uri":"/crm/v8/Accounts/@{2:$.data[0].Account_Name}","params":{},"headers":{},"body":{}}""");

        assertThat(rows.at("/2/code").asString()).isEqualTo("INVALID_REFERENCE");
    }

    @Test
    void onlyRecordsAreTakenBackTogether() {
        HttpResponse<String> answer = send(admin, "\"rollback_on_fail\":true,", """
                {"method":"POST","uri":"/crm/v8/settings/modules","params":{},"headers":{},"body":{}}""");

        assertThat(answer.body()).contains("NOT_SUPPORTED");
        assertThat(send(admin, "\"rollback_on_fail\":true,\"concurrent_execution\":true,", MAKE)
                        .statusCode())
                .isEqualTo(400);
    }

    private JsonNode answered(int status, String flags, String... requests) {
        HttpResponse<String> answer = send(admin, flags, requests);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body()).get(NAME);
    }

    private HttpResponse<String> send(Actor actor, String flags, String... requests) {
        String list =
                IntStream.range(0, requests.length).mapToObj(i -> requests[i]).collect(Collectors.joining(","));
        return api.send(actor, "POST", "/crm/v8/" + NAME, "{" + flags + "\"" + NAME + "\":[" + list + "]}");
    }

    private int accounts() {
        return json.readTree(api.send(admin, "GET", "/crm/v8/Accounts/actions/count", "")
                        .body())
                .at("/count")
                .asInt();
    }
}

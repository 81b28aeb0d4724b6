package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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

/** Records over HTTP: versions of the API, conditions of a request, other keys than ids. */
@PlatformTest
class RecordApiTest {
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    private Actor admin;

    @BeforeEach
    void somebodyWithAToken() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    @ParameterizedTest
    @CsvSource({"v8,404", "v2,204"})
    void anUnknownRecordIsAnsweredAsTheVersionHasIt(String version, int status) {
        assertThat(get("/crm/" + version + "/Contacts/1").statusCode()).isEqualTo(status);
    }

    @Test
    void theOldVersionListsAllFieldsWhereNoneIsAskedFor() {
        contact("Ali", "ali@example.org");

        JsonNode row = read(get("/crm/v2/Contacts")).at("/data/0");

        assertThat(row.at("/Email").stringValue()).isEqualTo("ali@example.org");
        assertThat(row.at("/Owner/id").stringValue()).matches("\\d+");
        assertThat(get("/crm/v8/Contacts").body()).contains("REQUIRED_PARAM_MISSING");
        assertThat(get("/crm/v3/Contacts").body()).contains("INVALID_URL_PATTERN");
    }

    @Test
    void listsTheRecordsThatAreNamed() {
        long first = contact("A", "a@example.org");
        contact("B", "b@example.org");
        long third = contact("C", "c@example.org");

        JsonNode found = read(get("/crm/v8/Contacts?fields=Last_Name&ids=" + first + "%2C" + third));

        assertThat(found.at("/data").findValuesAsString("Last_Name")).containsExactlyInAnyOrder("A", "C");
        assertThat(found.at("/info/count").intValue()).isEqualTo(2);
    }

    @Test
    void namesAtMostAHundredIds() {
        String hundred =
                IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));

        assertThat(get("/crm/v8/Contacts?fields=id&ids=" + hundred).statusCode())
                .isEqualTo(204);
        assertThat(get("/crm/v8/Contacts?fields=id&ids=" + hundred + ",101").body())
                .contains("LIMIT_EXCEEDED", "\"limit\":100");
        assertThat(get("/crm/v8/Contacts?fields=id&ids=" + hundred.substring(2)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void tellsWhatChangedSinceATime() {
        long id = contact("Ali", "ali@example.org");
        String list = "/crm/v8/Contacts?fields=Last_Name";

        for (String later : List.of("2999-01-01T00:00:00Z", "Tue, 01 Jan 2999 00:00:00 GMT")) {
            assertThat(since(list, later).statusCode()).as(later).isEqualTo(304);
            assertThat(since("/crm/v8/Contacts/" + id, later).statusCode())
                    .as(later)
                    .isEqualTo(304);
        }
        assertThat(since(list, "2001-01-01T00:00:00+03:00").statusCode()).isEqualTo(200);
        assertThat(since("/crm/v8/Contacts/" + id, "2001-01-01T00:00:00Z").statusCode())
                .isEqualTo(200);
        assertThat(since(list, "yesterday").body()).contains("INVALID_DATA", "If-Modified-Since");
    }

    @Test
    void pageAndTokenExcludeEachOther() {
        contact("A", "");
        contact("B", "");
        JsonNode first = read(get("/crm/v8/Contacts?fields=Last_Name&per_page=1"));
        String token = first.at("/info/next_page_token").stringValue();

        JsonNode second = read(get("/crm/v8/Contacts?fields=Last_Name&per_page=1&page_token=" + token));

        assertThat(second.at("/info/more_records").booleanValue()).isFalse();
        assertThat(second.at("/data/0/id")).isNotEqualTo(first.at("/data/0/id"));
        assertThat(get("/crm/v8/Contacts?fields=Last_Name&page=1&page_token=" + token)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aChangeMadeOnAnOlderVersionIsRefused() {
        String path = "/crm/v8/Contacts/" + contact("Ali", "ali@example.org");
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        String change = "{\"data\":[{\"Email\":\"%s@example.org\"}]}";

        HttpResponse<String> good = with("If-Match", tag, "PUT", path, change.formatted("new"));
        HttpResponse<String> late = with("If-Match", tag, "PUT", path, change.formatted("late"));
        HttpResponse<String> gone = with("If-Match", tag, "DELETE", path, "");

        assertThat(tag).isEqualTo("\"1\"");
        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
        assertThat(late.statusCode()).as(late.body()).isEqualTo(412);
        assertThat(late.body()).contains("RECORD_MODIFIED", "\"Email\"", "new@example.org");
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(412);
        assertThat(read(get(path)).at("/data/0/Email").stringValue()).isEqualTo("new@example.org");
        assertThat(with("If-None-Match", "\"2\"", "GET", path, "").statusCode()).isEqualTo(304);
        assertThat(with("If-Match", "\"2\"", "DELETE", path, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "\"1\",\"2\"", "\"a\"", "\"-1\"", "\"9999999999999999999\""})
    void aVersionThatIsNoneIsRefused(String tag) {
        String path = "/crm/v8/Contacts/" + contact("Ali", "");

        HttpResponse<String> answer = with("If-Match", tag, "PUT", path, "{\"data\":[{\"Email\":\"x@example.org\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("If-Match");
    }

    @Test
    void aFieldOfItsOwnStandsInForTheId() {
        long id = contact("Ali", "Ali@example.org");
        String header = "Contacts.Email";

        HttpResponse<String> read = with("X-EXTERNAL", header, "GET", "/crm/v8/Contacts/ali%40example.org", "");
        HttpResponse<String> changed = with(
                "X-EXTERNAL",
                header,
                "PUT",
                "/crm/v8/Contacts",
                "{\"data\":[{\"Email\":\"ali@example.org\",\"First_Name\":\"Ada\"}]}");
        HttpResponse<String> nobody = with("X-EXTERNAL", header, "GET", "/crm/v8/Contacts/none%40example.org", "");
        HttpResponse<String> unwritten = with(
                "X-EXTERNAL",
                header,
                "PUT",
                "/crm/v8/Contacts/none%40example.org",
                "{\"data\":[{\"First_Name\":\"Ada\"}]}");
        HttpResponse<String> deleted = with("X-EXTERNAL", header, "DELETE", "/crm/v8/Contacts/ali%40example.org", "");

        assertThat(read(read).at("/data/0/id").stringValue()).isEqualTo(Long.toString(id));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(unwritten.body()).contains("the id given seems to be invalid");
        assertThat(read(deleted).at("/data/0/details/id").stringValue()).isEqualTo(Long.toString(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contacts",
                "Leads.Email",
                "Contacts.",
                "Contacts.Nothing",
                "Contacts.Owner",
                "Contacts.Email.x",
                "Contacts.\"; drop table x; --",
            })
    void anOddExternalFieldIsRefused(String header) {
        HttpResponse<String> answer = with("X-EXTERNAL", header, "GET", "/crm/v8/Contacts/x", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void aHiddenFieldFindsNothingAsOneThatDoesNotExist() {
        contact("Ali", "ali@example.org");
        ModuleRights blind = new ModuleRights(Set.of(Verb.READ), false, Set.of("Email"), Set.of());
        Actor person = given.person(admin, new Permissions(false, Map.of("Contacts", blind)));
        api.letIn(admin, person);

        String hidden = api.send(
                        person, "GET", "/crm/v8/Contacts/ali%40example.org", "", Map.of("X-EXTERNAL", "Contacts.Email"))
                .body();
        String none = api.send(
                        person, "GET", "/crm/v8/Contacts/ali%40example.org", "", Map.of("X-EXTERNAL", "Contacts.Nil"))
                .body();

        assertThat(hidden.replace("Email", "Nil")).isEqualTo(none);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "%d"            | 200
            %d              | 200
            {"id":"%d"}     | 200
            {"id":%d}       | 200
            %d.5            | 400
            "x%d"           | 400
            -%d             | 400
            [%d]            | 400
            true            | 400
            {"id":{"id":%d}}| 400
            1e999999        | 400
            """)
    void readsIdsInAnyForm(String form, int status) {
        long id = contact("Ali", "");

        HttpResponse<String> answer = send(
                "PUT",
                "/crm/v8/Contacts",
                "{\"data\":[{\"id\":" + form.replace("%d", Long.toString(id)) + ",\"First_Name\":\"Ada\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void aKeyedRequestIsDoneOnceAndARefusedOneMayBeMended() {
        String path = "/crm/v8/Contacts";
        String good = "{\"data\":[{\"Last_Name\":\"Once\"}]}";

        HttpResponse<String> refused = with("Idempotency-Key", "k", "POST", path, "{\"data\":[{\"Email\":\"x\"}]}");
        HttpResponse<String> first = with("Idempotency-Key", "k", "POST", path, good);
        HttpResponse<String> second = with("Idempotency-Key", "k", "POST", path, good);
        HttpResponse<String> other = with("Idempotency-Key", "k", "POST", path + "/upsert", good);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(read(get("/crm/v8/Contacts/actions/count")).at("/count").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[[{}]]}",
                "{\"data\":[null]}",
                "{\"data\":{}}",
                "{\"data\":[{\"Last_Name\":{\"a\":[1]}}]}",
                "{\"data\":[{\"Owner\":{\"id\":{\"id\":1}},\"Last_Name\":\"x\"}]}",
                "{\"data\":[{\"Account_Name\":[[1]],\"Last_Name\":\"x\"}]}",
                "{\"data\":[{\"Date_of_Birth\":{},\"Last_Name\":\"x\"}]}",
                "[]",
                "",
                "{",
            })
    void wrongTypesAtAnyDepthAreRefusedInTheOneShape(String body) {
        for (String path : List.of("/crm/v8/Contacts", "/crm/v8/Contacts/upsert", "/crm/v2/Contacts")) {
            HttpResponse<String> answer = send("POST", path, body);

            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"status\":\"error\"", "\"code\"", "\"details\"");
        }
    }

    @Test
    void aThousandRowsAreWrittenAndNoMore() {
        List<String> rows = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> rows.add("{\"Last_Name\":\"L" + i + "\"}"));

        HttpResponse<String> thousand = send("POST", "/crm/v8/Contacts", "{\"data\":[" + String.join(",", rows) + "]}");
        rows.add("{\"Last_Name\":\"More\"}");
        HttpResponse<String> more = send("POST", "/crm/v8/Contacts", "{\"data\":[" + String.join(",", rows) + "]}");
        HttpResponse<String> large =
                send("POST", "/crm/v8/Contacts", "{\"data\":[{\"Last_Name\":\"" + "x".repeat(20_000_000) + "\"}]}");

        assertThat(thousand.statusCode()).isEqualTo(201);
        assertThat(more.body()).contains("LIMIT_EXCEEDED", "\"limit\":1000");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("PAYLOAD_TOO_LARGE");
    }

    private long contact(String name, String email) {
        return given.record(admin, "Contacts", Map.of("Last_Name", name, "Email", email));
    }

    private HttpResponse<String> since(String path, String time) {
        return with("If-Modified-Since", time, "GET", path, "");
    }

    private HttpResponse<String> with(String header, String value, String method, String path, String body) {
        return api.send(admin, method, path, body, Map.of(header, value));
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return api.send(admin, method, path, body);
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }
}

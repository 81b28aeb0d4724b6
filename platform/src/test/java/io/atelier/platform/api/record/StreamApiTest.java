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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class StreamApiTest {
    private static final String PATH = "/crm/v8/Leads/actions/stream";

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
    void moreThanAPageGoInAndComeOut() {
        int many = 2_501;
        String lines = IntStream.range(0, many)
                .mapToObj(i -> "{\"Last_Name\":\"L%d\",\"Company\":\"C\"}\n".formatted(i))
                .collect(Collectors.joining());

        List<JsonNode> made = lines(send("", lines));
        List<JsonNode> read = lines(api.send(admin, "GET", PATH + "?fields=Last_Name", ""));

        assertThat(made).hasSize(many + 1);
        assertThat(made.get(many - 1).at("/row").asInt()).isEqualTo(many);
        assertThat(made.getLast().at("/info/saved").asInt()).isEqualTo(many);
        assertThat(read).hasSize(many + 1);
        assertThat(read.stream().limit(many).map(line -> line.at("/id").asString()))
                .doesNotHaveDuplicates();
        assertThat(read.getFirst().at("/Last_Name").asString()).isEqualTo("L2500");
        assertThat(read.getLast().at("/info/count").asInt()).isEqualTo(many);
    }

    @Test
    void aBadLineIsToldInItsPlace_andTheOthersAreWritten() {
        List<JsonNode> told = lines(send("", """
                {"Last_Name":"A","Company":"C"}
                nonsense

                {"Company":"C"}
                [1]
                {"Last_Name":"B","Company":"C","Email":"no"}
                {"Last_Name":"C","Company":"C"}"""));

        assertThat(told.stream()
                        .map(line -> line.path("row").asInt(0) + " "
                                + line.path("code").asString("")))
                .containsExactly(
                        "1 SUCCESS",
                        "2 INVALID_DATA",
                        "3 MANDATORY_NOT_FOUND",
                        "4 INVALID_DATA",
                        "5 INVALID_DATA",
                        "6 SUCCESS",
                        "0 ");
        assertThat(told.getLast().at("/info/saved").asInt()).isEqualTo(2);
    }

    @Test
    void updatesNameTheirRecords_andUpsertsFindThem() {
        long lead = given.record(admin, "Leads", Map.of("Last_Name", "A", "Company", "C", "Email", "a@example.org"));

        List<JsonNode> updated = lines(send("?operation=update", """
                {"id":"%d","City":"Oslo"}
                {"City":"Rome"}
                {"id":"1","City":"Rome"}
                """.formatted(lead)));
        List<JsonNode> upserted = lines(send("?operation=upsert&duplicate_check_fields=Email", """
                {"Email":"A@example.org","Last_Name":"A2","Company":"C"}
                {"Email":"b@example.org","Last_Name":"B","Company":"C"}
                """));

        assertThat(updated.get(0).at("/code").asString()).isEqualTo("SUCCESS");
        assertThat(updated.get(1).at("/code").asString()).isEqualTo("INVALID_DATA");
        assertThat(updated.get(2).at("/code").asString()).isEqualTo("INVALID_DATA");
        assertThat(upserted.get(0).at("/details/id").asString()).isEqualTo(Long.toString(lead));
        assertThat(upserted.get(1).at("/message").asString()).isEqualTo("record added");
        List<JsonNode> read = lines(api.send(admin, "GET", PATH + "?criteria=(City:equals:Oslo)&fields=Last_Name", ""));
        assertThat(read).hasSize(2);
        assertThat(read.getFirst().at("/Last_Name").asString()).isEqualTo("A2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?fields=Nothing", "?criteria=((", "?criteria=(Nothing:equals:1)"})
    void whatIsAskedWronglyIsOneError(String query) {
        HttpResponse<String> answer = api.send(admin, "GET", PATH + query, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).at("/status").asString()).isEqualTo("error");
    }

    @Test
    void whatIsWrittenWronglyIsOneError() {
        assertThat(send("?operation=delete", "").statusCode()).isEqualTo(400);
        assertThat(lines(send("?operation=upsert&duplicate_check_fields=Nothing", "{\"Last_Name\":\"A\"}"))
                        .getLast()
                        .at("/status")
                        .asString())
                .isEqualTo("error");
        assertThat(api.send(admin, "POST", PATH, "{}", Map.of("Content-Type", "text/csv"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(lines(send("", "{\"Last_Name\":\"" + "x".repeat(Lines.MAX_BYTES) + "\"}"))
                        .getLast()
                        .at("/code")
                        .asString())
                .isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void whoMayNotWriteOrReadDoesNotHere() {
        Actor reader = given.person(
                admin,
                new Permissions(
                        false, Map.of("Leads", new ModuleRights(Set.of(Verb.READ), true, Set.of("Email"), Set.of()))));
        api.letIn(admin, reader);
        given.record(admin, "Leads", Map.of("Last_Name", "A", "Company", "C", "Email", "a@example.org"));

        assertThat(api.send(reader, "POST", PATH, "{\"Last_Name\":\"A\",\"Company\":\"C\"}")
                        .body())
                .contains("NO_PERMISSION");
        assertThat(lines(api.send(reader, "GET", PATH, ""))).hasSize(1);
        assertThat(api.send(reader, "GET", PATH + "?fields=Email", "").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> send(String query, String lines) {
        return api.send(admin, "POST", PATH + query, lines);
    }

    private List<JsonNode> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        return answer.body().lines().map(json::readTree).toList();
    }
}

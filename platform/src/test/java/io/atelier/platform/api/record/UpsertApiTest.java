package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class UpsertApiTest {
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private SharingService sharing;

    private Actor admin;

    @BeforeEach
    void somebodyWithAToken() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    @Test
    void makesWhatIsNewAndChangesWhatIsThere() {
        long there = given.record(admin, "Contacts", Map.of("Last_Name", "Ali", "Email", "ali@example.org"));

        JsonNode rows = rows(upsert(
                admin,
                "Contacts",
                "{\"Last_Name\":\"Ada\",\"Email\":\"ALI@example.org\"},{\"Last_Name\":\"New\"}",
                ""));

        assertThat(rows.at("/0/action").stringValue()).isEqualTo("update");
        assertThat(rows.at("/0/duplicate_field").stringValue()).isEqualTo("Email");
        assertThat(rows.at("/0/message").stringValue()).isEqualTo("record updated");
        assertThat(rows.at("/0/details/id").stringValue()).isEqualTo(Long.toString(there));
        assertThat(rows.at("/1/action").stringValue()).isEqualTo("insert");
        assertThat(rows.at("/1/duplicate_field").isNull()).isTrue();
        assertThat(rows.at("/1/message").stringValue()).isEqualTo("record added");
    }

    @Test
    void aRowMayNameItsRecord() {
        long there = given.record(admin, "Contacts", Map.of("Last_Name", "Ali", "Email", "ali@example.org"));
        given.record(admin, "Contacts", Map.of("Last_Name", "Other", "Email", "other@example.org"));

        HttpResponse<String> answer = upsert(
                admin,
                "Contacts",
                "{\"id\":\"" + there + "\",\"Email\":\"new@example.org\"},"
                        + "{\"id\":\"" + there + "\",\"Email\":\"OTHER@example.org\"},"
                        + "{\"id\":\"1\",\"Last_Name\":\"Nobody\"}",
                "");

        JsonNode rows = rows(answer);
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(rows.at("/0/action").stringValue()).isEqualTo("update");
        assertThat(rows.at("/0/duplicate_field").stringValue()).isEqualTo("id");
        assertThat(rows.at("/0/details/id").stringValue()).isEqualTo(Long.toString(there));
        assertThat(rows.at("/1/details/id").stringValue()).isEqualTo(Long.toString(there));
        assertThat(rows.at("/2/code").stringValue()).isEqualTo("INVALID_DATA");
        assertThat(list("Contacts", "Email").findValuesAsString("Email"))
                .containsExactly("other@example.org", "OTHER@example.org");
        assertThat(upsert(admin, "Contacts", "{\"id\":\"x\",\"Last_Name\":\"N\"}", "")
                        .body())
                .contains("INVALID_DATA", "$.data[0].id");
    }

    @Test
    void rowsOfOneValueBecomeOneRecordInTheirOrder() {
        HttpResponse<String> answer = upsert(
                admin,
                "Accounts",
                "{\"Account_Name\":\"Acme\",\"Phone\":\"1\"},{\"Account_Name\":\"Other\"},"
                        + "{\"Account_Name\":\"ACME\",\"Phone\":\"2\"},{\"Account_Name\":\"acme\",\"Phone\":\"3\"}",
                "");

        assertThat(rows(answer).findValuesAsString("action")).containsExactly("insert", "insert", "update", "update");
        JsonNode list = list("Accounts", "Account_Name,Phone");
        assertThat(list.findValuesAsString("Phone")).contains("3").doesNotContain("1", "2");
        assertThat(list.size()).isEqualTo(2);
    }

    @Test
    void theFirstFieldThatFindsARecordDecides() {
        long byPhone = given.record(admin, "Contacts", Map.of("Last_Name", "P", "Phone", "123456"));
        long byEmail = given.record(admin, "Contacts", Map.of("Last_Name", "E", "Email", "e@example.org"));
        String row = "{\"Last_Name\":\"X\",\"Phone\":\"123456\",\"Email\":\"%s\"}";

        JsonNode both = rows(upsert(admin, "Contacts", row.formatted("e@example.org"), "\"Email\",\"Phone\""));
        JsonNode second = rows(upsert(admin, "Contacts", row.formatted("n@example.org"), "\"Email\",\"Phone\""));

        assertThat(both.at("/0/details/id").stringValue()).isEqualTo(Long.toString(byEmail));
        // Both hold the phone number by now, as the first row changed the one that its address found.
        assertThat(second.at("/0/code").stringValue()).isEqualTo("DUPLICATE_DATA");
        assertThat(byPhone).isNotEqualTo(byEmail);
    }

    @Test
    void twoKeysThatLeadToOneRecordChangeItOneAfterTheOther() {
        given.record(admin, "Contacts", Map.of("Last_Name", "P", "Phone", "123456", "Email", "e@example.org"));

        JsonNode rows = rows(upsert(
                admin,
                "Contacts",
                "{\"Last_Name\":\"One\",\"Phone\":\"123456\"},{\"Last_Name\":\"Two\",\"Email\":\"e@example.org\"}",
                "\"Email\",\"Phone\""));

        assertThat(rows.findValuesAsString("action")).containsExactly("update", "update");
        assertThat(list("Contacts", "Last_Name").at("/0/Last_Name").stringValue())
                .isEqualTo("Two");
    }

    @Test
    void aMatchOutOfSightIsNotTold() {
        sharing.changeDefault(admin, "Accounts", DefaultSharing.PRIVATE);
        given.record(admin, "Accounts", Map.of("Account_Name", "Secret"));
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        api.letIn(admin, person);

        JsonNode rows = rows(upsert(person, "Accounts", "{\"Account_Name\":\"Secret\"}", ""));

        assertThat(rows.at("/0/action").stringValue()).isEqualTo("insert");
    }

    @Test
    void manyAtTheSameTimeMakeOneRecord() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(() ->
                    upsert(admin, "Leads", "{\"Last_Name\":\"L\",\"Company\":\"C\",\"Email\":\"l@example.org\"}", "")));
        }

        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();

        assertThat(statuses).containsOnly(200, 201);
        assertThat(list("Leads", "Email").size()).isEqualTo(1);
    }

    @Test
    void isOneOperationThatCanBeTakenBack(@Autowired OperationService operations) {
        upsert(admin, "Accounts", "{\"Account_Name\":\"A\"},{\"Account_Name\":\"a\",\"Phone\":\"2\"}", "");

        var page = operations.list(admin, OperationQuery.newest(1));
        operations.undo(admin, page.operations().getFirst().id());

        assertThat(api.send(admin, "GET", "/crm/v8/Accounts?fields=id", "").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"duplicate_check_fields\":\"Email\"",
                "\"duplicate_check_fields\":[1]",
                "\"duplicate_check_fields\":[null]",
                "\"duplicate_check_fields\":{\"a\":1}",
                "\"duplicate_check_fields\":[\"Nothing\"]",
                "\"duplicate_check_fields\":[\"Email\\\"; drop table x\"]",
                "\"duplicate_check_fields\":[\"Tag.x\"]",
                "\"duplicate_check_fields\":[\"Account_Name.Account_Name\"]",
            })
    void oddFieldsAreRefused(String part) {
        HttpResponse<String> answer =
                api.send(admin, "POST", "/crm/v8/Contacts/upsert", "{\"data\":[{\"Last_Name\":\"x\"}]," + part + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void aBadRowSitsInItsPlace() {
        HttpResponse<String> answer = upsert(
                admin,
                "Contacts",
                "{\"Last_Name\":\"A\"},{\"Last_Name\":\"B\",\"Email\":\"no\"},{\"Email\":\"c@d.org\"}",
                "");

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(rows(answer).at("/1/details/json_path").stringValue()).isEqualTo("$.data[1].Email");
        assertThat(rows(answer).at("/2/code").stringValue()).isEqualTo("MANDATORY_NOT_FOUND");
    }

    private HttpResponse<String> upsert(Actor actor, String module, String rows, String keys) {
        String fields = keys.isEmpty() ? "" : ",\"duplicate_check_fields\":[" + keys + "]";
        return api.send(actor, "POST", "/crm/v8/" + module + "/upsert", "{\"data\":[" + rows + "]" + fields + "}");
    }

    private JsonNode rows(HttpResponse<String> answer) {
        return json.readTree(answer.body()).at("/data");
    }

    private JsonNode list(String module, String fields) {
        return rows(api.send(admin, "GET", "/crm/v8/" + module + "?fields=" + fields, ""));
    }
}

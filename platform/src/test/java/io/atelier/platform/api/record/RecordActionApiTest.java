package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is done with records beyond reading and writing them. */
@PlatformTest
class RecordActionApiTest {
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

    @Test
    void clonesWhatCanBeInTwoRecords() {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
        long id = given.record(
                admin,
                "Contacts",
                Map.of("Last_Name", "Ali", "Email", "ali@example.org", "Account_Name", Long.toString(account)));

        HttpResponse<String> answer = post("Contacts/" + id + "/actions/clone", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String clone = read(answer).at("/data/0/details/id").stringValue();
        JsonNode record = read(get("Contacts/" + clone)).at("/data/0");
        assertThat(clone).isNotEqualTo(Long.toString(id));
        assertThat(record.at("/Full_Name").stringValue()).isEqualTo("Ali");
        assertThat(record.at("/Email").stringValue()).isEqualTo("ali@example.org");
        assertThat(record.at("/Account_Name/id").stringValue()).isEqualTo(Long.toString(account));
        assertThat(post("Contacts/1/actions/clone", "").statusCode()).isEqualTo(404);
    }

    @Test
    void changesManyRecordsAlike() {
        long first = contact("A");
        long second = contact("B");

        HttpResponse<String> answer = post(
                "Contacts/actions/mass_update",
                "{\"data\":[{\"Mailing_City\":\"Mass\"}],\"ids\":[\"%d\",%d,\"1\"],\"over_write\":true}"
                        .formatted(first, second));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
        assertThat(read(answer).at("/data").findValuesAsString("message"))
                .containsExactly("record updated", "record updated", "the id given seems to be invalid");
        assertThat(read(get("Contacts/" + second)).at("/data/0/Mailing_City").stringValue())
                .isEqualTo("Mass");
    }

    @Test
    void changesFiveHundredAtOnceAndMoreByAJob() {
        String ids = LongStream.rangeClosed(1, 500).mapToObj(Long::toString).collect(Collectors.joining(","));
        String body = "{\"data\":[{\"Mailing_City\":\"Mass\"}],\"ids\":[%s]}";

        assertThat(post("Contacts/actions/mass_update", body.formatted(ids)).body())
                .doesNotContain("job_id", "LIMIT_EXCEEDED");
        assertThat(post("Contacts/actions/mass_update", body.formatted(ids + ",501"))
                        .body())
                .contains("job_id");
        assertThat(post("Contacts/actions/mass_update", body.formatted("")).body())
                .contains("LIMIT_EXCEEDED");
        assertThat(post("Contacts/actions/mass_update", "{\"data\":[{\"Mailing_City\":\"x\"}],\"cvid\":\"1\"}")
                        .body())
                .contains("INVALID_DATA", "cvid");
    }

    @Test
    void deletesListsAndRestores() {
        long first = contact("A");
        long second = contact("B");
        String ids = "{\"ids\":[\"%d\",\"%d\"]}".formatted(first, second);

        HttpResponse<String> deleted = post("Contacts/actions/mass_delete", ids);
        JsonNode page = read(get("Contacts/deleted?per_page=1&page=2"));
        HttpResponse<String> none = get("Contacts/deleted?per_page=1&page=3");
        HttpResponse<String> restored = post("Contacts/actions/restore", ids);

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        assertThat(deleted.body()).contains("record deleted");
        assertThat(page.at("/data/0/display_name").stringValue()).isIn("A", "B");
        assertThat(page.at("/data/0/type").stringValue()).isEqualTo("recycle");
        assertThat(page.at("/data/0/deleted_by/id").stringValue())
                .isEqualTo(Long.toString(admin.user().value()));
        assertThat(page.at("/info/more_records").booleanValue()).isFalse();
        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(get("Contacts/deleted").statusCode()).isEqualTo(204);
        assertThat(get("Contacts/deleted?type=permanent").body()).contains("NOT_SUPPORTED");
        assertThat(get("Contacts/deleted?type=' or 1=1").statusCode()).isEqualTo(400);
    }

    @Test
    void givesRecordsToSomebodyElse() {
        Actor other = given.person(admin, new Permissions(false, Map.of()));
        long first = contact("A");
        long second = contact("B");
        String owner = "\"owner\":{\"id\":\"" + other.user().value() + "\"}";

        HttpResponse<String> one = post("Contacts/" + first + "/actions/change_owner", "{" + owner + "}");
        HttpResponse<String> many =
                post("Contacts/actions/change_owner", "{\"ids\":[\"" + second + "\"]," + owner + "}");
        HttpResponse<String> nobody = post("Contacts/" + first + "/actions/change_owner", "{\"owner\":{\"id\":\"9\"}}");

        assertThat(one.body()).contains("owner is successfully updated");
        assertThat(many.body()).contains("owner is successfully updated");
        assertThat(read(get("Contacts/" + second)).at("/data/0/Owner/id").stringValue())
                .isEqualTo(Long.toString(other.user().value()));
        assertThat(nobody.statusCode()).isEqualTo(400);
    }

    @Test
    void mergesWithTheChosenValues() {
        long master = contact("Master");
        long other = given.record(admin, "Contacts", Map.of("Last_Name", "Other", "Phone", "1"));

        HttpResponse<String> answer = post(
                "Contacts/" + master + "/actions/merge",
                "{\"merge\":[{\"data\":[{\"id\":\"%d\",\"_fields\":[{\"api_name\":\"Last_Name\"}]}]}]}"
                        .formatted(other));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(read(answer).at("/merge/0/details/id").stringValue()).isEqualTo(Long.toString(master));
        JsonNode record = read(get("Contacts/" + master)).at("/data/0");
        assertThat(record.at("/Last_Name").stringValue()).isEqualTo("Other");
        assertThat(record.at("/Phone").stringValue()).isEqualTo("1");
        assertThat(get("Contacts/" + other).statusCode()).isEqualTo(404);
    }

    @Test
    void aProfileWithoutThePermissionIsRefused() {
        Set<Permission> few = EnumSet.of(Permission.API_ACCESS);
        Actor person = given.person(admin, new Permissions(false, few, Map.of()));
        api.letIn(admin, person);
        String id = Long.toString(contact("A"));
        String path = "/crm/v8/Contacts/actions/";
        String owner = "\"owner\":{\"id\":\"" + person.user().value() + "\"}";

        assertThat(api.send(person, "POST", path + "mass_update", "{\"data\":[{\"Phone\":\"1\"}],\"ids\":[" + id + "]}")
                        .body())
                .contains("NO_PERMISSION");
        assertThat(api.send(person, "POST", path + "mass_delete", "{\"ids\":[" + id + "]}")
                        .body())
                .contains("NO_PERMISSION");
        assertThat(api.send(person, "POST", path + "change_owner", "{\"ids\":[" + id + "]," + owner + "}")
                        .body())
                .contains("NO_PERMISSION");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mass_update    | {"ids":["1"]}
            mass_update    | {"data":[{}],"ids":"1"}
            mass_update    | {"data":[{}],"ids":[{"id":{"id":1}}]}
            mass_update    | {"data":[{"x":1},{"x":1}],"ids":["1"]}
            mass_delete    | {}
            mass_delete    | {"ids":[null]}
            mass_delete    | {"ids":[[1]]}
            change_owner   | {"ids":["1"]}
            change_owner   | {"ids":["1"],"owner":"1"}
            change_owner   | {"ids":["1"],"owner":{"id":[]}}
            restore        | {"ids":["1; drop table x"]}
            restore        | []
            """)
    void wrongBodiesAreRefusedInTheOneShape(String action, String body) {
        HttpResponse<String> answer = post("Contacts/actions/" + action, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"status\":\"error\"", "\"code\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"merge":[]}
            {"merge":{}}
            {"merge":[{"data":[]}]}
            {"merge":[{"data":[{"id":"x"}]}]}
            {"merge":[{"data":[{"id":"2","_fields":["Email"]}]}]}
            {"merge":[{"data":[{"id":"2","_fields":[{"api_name":1}]}]}]}
            """)
    void wrongMergesAreRefused(String body) {
        HttpResponse<String> answer = post("Contacts/" + contact("A") + "/actions/merge", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void listsWhatPointsToARecord() {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
        given.record(admin, "Contacts", Map.of("Last_Name", "Ali", "Account_Name", Long.toString(account)));
        contact("Elsewhere");

        JsonNode found = read(get("Accounts/" + account + "/Contacts?fields=Last_Name"));

        assertThat(found.at("/data").findValuesAsString("Last_Name")).isEqualTo(List.of("Ali"));
        assertThat(found.at("/info/count").intValue()).isEqualTo(1);
        assertThat(get("Accounts/" + account + "/Nothing?fields=id").statusCode())
                .isEqualTo(404);
        assertThat(get("Accounts/1/Contacts?fields=id").statusCode()).isEqualTo(404);
    }

    private long contact(String name) {
        return given.record(admin, "Contacts", Map.of("Last_Name", name));
    }

    private HttpResponse<String> post(String path, String body) {
        return api.send(admin, "POST", "/crm/v8/" + path, body);
    }

    private HttpResponse<String> get(String path) {
        return api.send(admin, "GET", "/crm/v8/" + path.replace(" ", "%20"), "");
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }
}

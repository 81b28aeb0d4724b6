package io.atelier.platform.api.note;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class NoteApiTest {
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    private Actor admin;
    private long contact;

    @BeforeEach
    void aContact() {
        admin = given.administrator();
        api.letIn(admin, admin);
        contact = given.record(admin, "Contacts", Map.of("Last_Name", "Ali"));
    }

    @Test
    void aNoteTellsWhatItIsAbout() {
        HttpResponse<String> newer = api.send(admin, "POST", "/crm/v8/Notes", """
            {"data":[{"Note_Title":"t","Note_Content":"c",
             "Parent_Id":{"module":{"api_name":"Contacts"},"id":"%s"}}]}\
            """.formatted(contact));
        HttpResponse<String> older = api.send(admin, "POST", "/crm/v2/Notes", """
            {"data":[{"Note_Content":"d","Parent_Id":{"id":"%s"},"$se_module":"Contacts"}]}\
            """.formatted(contact));
        HttpResponse<String> third = api.send(
                admin, "POST", "/crm/v8/Contacts/" + contact + "/Notes", "{\"data\":[{\"Note_Content\":\"e\"}]}");
        String id = json.readTree(newer.body()).at("/data/0/details/id").stringValue();
        JsonNode note = json.readTree(
                        api.send(admin, "GET", "/crm/v8/Notes/" + id, "").body())
                .at("/data/0");
        JsonNode list = json.readTree(
                api.send(admin, "GET", "/crm/v8/Contacts/" + contact + "/Notes?fields=Note_Title,Parent_Id", "")
                        .body());
        HttpResponse<String> changed =
                api.send(admin, "PUT", "/crm/v8/Notes/" + id, "{\"data\":[{\"Note_Content\":\"new\"}]}");
        HttpResponse<String> deleted = api.send(admin, "DELETE", "/crm/v8/Notes/" + id, "");

        assertThat(newer.statusCode()).as(newer.body()).isEqualTo(201);
        assertThat(newer.body()).contains("record added").contains("Created_Time");
        assertThat(older.statusCode()).as(older.body()).isEqualTo(201);
        assertThat(third.statusCode()).as(third.body()).isEqualTo(201);
        assertThat(note.at("/Parent_Id/id").stringValue()).isEqualTo(Long.toString(contact));
        assertThat(note.at("/Parent_Id/name").stringValue()).isEqualTo("Ali");
        assertThat(note.at("/Parent_Id/module/api_name").stringValue()).isEqualTo("Contacts");
        assertThat(note.at("/$se_module").stringValue()).isEqualTo("Contacts");
        assertThat(note.at("/Owner/id").stringValue()).matches("[0-9]+");
        assertThat(list.at("/data").size()).isEqualTo(3);
        assertThat(list.at("/data/0").has("Note_Content")).isFalse();
        assertThat(list.at("/info/more_records").booleanValue()).isFalse();
        assertThat(changed.body()).contains("record updated");
        assertThat(deleted.body()).contains("record deleted");
    }

    @Test
    void notesAreWrittenAsOtherRecordsAre() {
        String path = "/crm/v8/Contacts/" + contact + "/Notes";
        Map<String, String> key = Map.of("Idempotency-Key", "k");
        HttpResponse<String> first = api.send(admin, "POST", path, "{\"data\":[{\"Note_Content\":\"a\"}]}", key);
        HttpResponse<String> second = api.send(admin, "POST", path, "{\"data\":[{\"Note_Content\":\"a\"}]}", key);
        HttpResponse<String> other = api.send(admin, "POST", path, "{\"data\":[{\"Note_Content\":\"b\"}]}", key);
        String note = "/crm/v8/Notes/"
                + json.readTree(first.body()).at("/data/0/details/id").stringValue();
        String change = "{\"data\":[{\"Note_Content\":\"new\"}]}";
        String version =
                api.send(admin, "GET", note, "").headers().firstValue("ETag").orElseThrow();
        Map<String, String> seen = Map.of("If-Match", version);
        HttpResponse<String> changed = api.send(admin, "PUT", note, change, seen);
        HttpResponse<String> late = api.send(admin, "PUT", note, change.replace("new", "late"), seen);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).as(other.body()).isEqualTo(409);
        assertThat(json.readTree(api.send(admin, "GET", path, "").body())
                        .at("/data")
                        .size())
                .isEqualTo(1);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(late.statusCode()).as(late.body()).isEqualTo(412);
        assertThat(api.send(admin, "GET", note, "").body()).contains("new").doesNotContain("late");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Note_Content\":\"c\"}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":1}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":{}}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":{\"id\":\"1\"}}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":{\"id\":\"1\",\"module\":{\"api_name\":\"Contacts\"}}}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":{\"id\":\"x\",\"module\":{\"api_name\":\"Contacts\"}}}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":{\"id\":\"1\",\"module\":{\"api_name\":\"Nothing\"}}}",
                "{\"Note_Content\":\"c\",\"Parent_Id\":{\"id\":\"1\",\"module\":[]}}",
            })
    void aNoteAboutNothingIsRefused(String row) {
        HttpResponse<String> answer = api.send(admin, "POST", "/crm/v8/Notes", "{\"data\":[" + row + "]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(api.send(admin, "GET", "/crm/v8/Notes?fields=id", "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void whoDoesNotSeeTheRecordLearnsNothingOfIt() {
        ModuleRights own = new ModuleRights(Set.of(Verb.READ), true, Set.of(), Set.of());
        Actor person = given.person(admin, new Permissions(false, Map.of("Contacts", own)));
        api.letIn(admin, person);
        String parent = "\"Parent_Id\":{\"id\":\"" + contact + "\",\"module\":{\"api_name\":\"Contacts\"}}";
        String id = json.readTree(
                        api.send(admin, "POST", "/crm/v8/Notes", "{\"data\":[{\"Note_Content\":\"c\"," + parent + "}]}")
                                .body())
                .at("/data/0/details/id")
                .stringValue();

        assertThat(api.send(person, "GET", "/crm/v8/Contacts/" + contact + "/Notes", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.send(person, "POST", "/crm/v8/Notes", "{\"data\":[{\"Note_Content\":\"c\"," + parent + "}]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.send(person, "GET", "/crm/v8/Notes/" + id, "").body()).doesNotContain("Ali");
    }
}

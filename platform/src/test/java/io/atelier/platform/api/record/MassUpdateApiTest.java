package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class MassUpdateApiTest {
    private static final String PATH = "/crm/v8/Contacts/actions/mass_update";
    private static final int MANY = 1_201;

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private RecordService records;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private JsonMapper json;

    private Actor admin;
    private List<Long> contacts = List.of();

    @BeforeEach
    void manyContacts() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    private void makeMany() {
        List<RecordChange> changes = IntStream.range(0, MANY)
                .<RecordChange>mapToObj(i -> RecordChange.create(Map.of("Last_Name", "C" + i)))
                .toList();
        contacts = Stream.of(changes.subList(0, 1_000), changes.subList(1_000, MANY))
                .flatMap(part -> records
                        .write(
                                admin,
                                new WriteRequest(
                                        "Contacts",
                                        WriteRequest.OperationKind.SAVE,
                                        WriteRequest.Atomicity.ALL_OR_NOTHING,
                                        part))
                        .rows()
                        .stream())
                .map(row -> ((WriteResult.Saved) row).id())
                .toList();
    }

    @Test
    void aJobChangesMoreThanOneRequestWaitsFor() {
        makeMany();
        String ids = "\"ids\":[\"1\"," + joined(contacts.subList(0, 1_100)) + "]";

        HttpResponse<String> answer = start(admin, ids, Map.of("Idempotency-Key", "k"));
        HttpResponse<String> again = start(admin, ids, Map.of("Idempotency-Key", "k"));
        JsonNode end = end(admin, answer);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("mass update scheduled successfully");
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(end.at("/Status").stringValue()).isEqualTo("COMPLETED");
        assertThat(end.at("/Total_Count").intValue()).isEqualTo(1_101);
        assertThat(end.at("/Updated_Count").intValue()).isEqualTo(1_100);
        assertThat(end.at("/Failed_Count").intValue()).isEqualTo(1);
        assertThat(end.at("/Not_Updated_Count").intValue()).isZero();
        assertThat(count()).isEqualTo(1_100);
    }

    @Test
    void aViewNamesAllThatThePersonSees() {
        makeMany();
        ModuleRights own = new ModuleRights(Set.of(Verb.READ, Verb.CREATE, Verb.UPDATE), true, Set.of(), Set.of());
        Actor person = given.person(admin, new Permissions(false, Map.of("Contacts", own)));
        api.letIn(admin, person);
        given.record(person, "Contacts", Map.of("Last_Name", "Own"));

        JsonNode few = end(person, start(person, view(), Map.of()));
        long changed = count();
        JsonNode all = end(admin, start(admin, view(), Map.of()));

        assertThat(few.at("/Total_Count").intValue()).isEqualTo(1);
        assertThat(few.at("/Updated_Count").intValue()).isEqualTo(1);
        assertThat(changed).isEqualTo(1);
        assertThat(all.at("/Updated_Count").intValue()).isEqualTo(MANY + 1);
        assertThat(count()).isEqualTo(MANY + 1);
        assertThat(read(api.send(admin, "GET", "/crm/v8/Contacts?fields=id&cvid=" + viewId(), ""))
                        .at("/data")
                        .size())
                .isEqualTo(200);
    }

    @Test
    void nobodyElseHearsOfIt() {
        given.record(admin, "Contacts", Map.of("Last_Name", "A"));
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        api.letIn(admin, person);
        String job = "?job_id=" + job(start(admin, view(), Map.of()));

        assertThat(api.send(person, "GET", PATH + job, "").statusCode()).isEqualTo(404);
        assertThat(api.send(person, "GET", PATH + job, "").body())
                .isEqualTo(api.send(person, "GET", PATH + "?job_id=1", "").body());
        assertThat(api.send(admin, "GET", PATH.replace("Contacts", "Leads") + job, "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.send(admin, "GET", PATH + job, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"Phone\":\"1\"}],\"cvid\":\"1\"}",
                "{\"data\":[{\"Phone\":\"1\"}],\"cvid\":\"x\"}",
                "{\"data\":[{\"Phone\":\"1\"}],\"cvid\":\"VIEW\",\"ids\":[\"1\"]}",
                "{\"data\":[{\"Nothing\":\"1\"}],\"cvid\":\"VIEW\"}",
                "{\"data\":[{}],\"cvid\":\"VIEW\"}",
                "{\"data\":[],\"cvid\":\"VIEW\"}",
                "{\"cvid\":\"VIEW\"}",
                "{\"data\":[{\"Phone\":\"1\"}]}",
            })
    void whatNamesNoRecordsOrNoValuesIsRefused(String body) {
        HttpResponse<String> answer = api.send(admin, "POST", PATH, body.replace("VIEW", viewId()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(api.send(admin, "GET", "/crm/v8/Contacts?fields=id&cvid=1", "")
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> start(Actor person, String which, Map<String, String> headers) {
        return api.send(person, "POST", PATH, "{\"data\":[{\"Phone\":\"555\"}]," + which + "}", headers);
    }

    private String job(HttpResponse<String> answer) {
        return read(answer).at("/data/0/details/job_id").stringValue();
    }

    private JsonNode end(Actor person, HttpResponse<String> answer) {
        String path = PATH + "?job_id=" + job(answer);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> read(api.send(person, "GET", path, "")).at("/data/0"),
                        row -> Set.of("COMPLETED", "FAILED")
                                .contains(row.at("/Status").stringValue()));
    }

    private String view() {
        return "\"cvid\":\"" + viewId() + "\"";
    }

    private String viewId() {
        return Long.toString(metadata.model(admin.org()).module("Contacts").id());
    }

    private long count() {
        return read(api.send(admin, "GET", "/crm/v8/Contacts/actions/count?phone=555", ""))
                .at("/count")
                .longValue();
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private static String joined(List<Long> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    }
}

package io.atelier.platform.api.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Tag;
import io.atelier.platform.record.TagService;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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
class TagApiTest {
    private static final String TAGS = "/crm/v8/settings/tags";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private TagService tags;

    private Actor admin;
    private long one;
    private long other;

    @BeforeEach
    void twoContacts() {
        admin = given.administrator();
        api.letIn(admin, admin);
        one = given.record(admin, "Contacts", Map.of("Last_Name", "One"));
        other = given.record(admin, "Contacts", Map.of("Last_Name", "Other"));
    }

    @Test
    void recordsCarryTagsAndAreFoundByThem() {
        HttpResponse<String> added = post(
                "/crm/v8/Contacts/" + one + "/actions/add_tags", "{\"tags\":[{\"name\":\"VIP\"},{\"name\":\"Old\"}]}");
        HttpResponse<String> removed = post(
                "/crm/v8/Contacts/actions/remove_tags",
                "{\"tags\":[{\"name\":\"old\"}],\"ids\":[\"" + one + "\",\"" + other + "\"]}");
        JsonNode read = json.readTree(
                api.send(admin, "GET", "/crm/v8/Contacts/" + one, "").body());
        JsonNode list = json.readTree(api.send(admin, "GET", "/crm/v8/Contacts?fields=Last_Name,Tag&tag=vip", "")
                .body());

        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        JsonNode row = json.readTree(added.body());
        assertThat(row.at("/success_count").stringValue()).isEqualTo("1");
        assertThat(row.at("/locked_count").stringValue()).isEqualTo("0");
        assertThat(row.at("/data/0/details/tags/0/name").stringValue()).isEqualTo("VIP");
        assertThat(json.readTree(removed.body()).at("/success_count").stringValue())
                .isEqualTo("2");
        assertThat(read.at("/data/0/Tag/0/name").stringValue()).isEqualTo("VIP");
        assertThat(list.at("/data").size()).isEqualTo(1);
        assertThat(list.at("/data/0/id").stringValue()).isEqualTo(Long.toString(one));
        assertThat(list.at("/data/0/Tag/0/name").stringValue()).isEqualTo("VIP");
        assertThat(api.send(admin, "GET", "/crm/v8/Contacts?fields=Last_Name&tag=none", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void everyListShowsTagsAndFindsByThem() {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
        long third = given.record(admin, "Contacts", Map.of("Last_Name", "T", "Account_Name", "" + account));
        given.record(admin, "Contacts", Map.of("Last_Name", "F", "Account_Name", "" + account));
        tags.add(admin, "Contacts", List.of(third), List.of("VIP"), false);
        String related = "/crm/v8/Accounts/" + account + "/Contacts?fields=Last_Name";

        JsonNode old = json.readTree(
                api.send(admin, "GET", "/crm/v2/Contacts?tag=VIP", "").body());
        JsonNode found = json.readTree(
                api.send(admin, "GET", related + ",Tag&tag=VIP", "").body());
        JsonNode plain = json.readTree(api.send(admin, "GET", related, "").body());

        assertThat(old.at("/data").size()).isEqualTo(1);
        assertThat(old.at("/data/0/Tag/0/name").stringValue()).isEqualTo("VIP");
        assertThat(found.at("/data").size()).isEqualTo(1);
        assertThat(found.at("/data/0/Tag/0/name").stringValue()).isEqualTo("VIP");
        assertThat(plain.at("/data").size()).isEqualTo(2);
        assertThat(plain.at("/data/0").has("Tag")).isFalse();
    }

    @Test
    void olderClientsNameTheTagsInTheQuery() {
        HttpResponse<String> added =
                post("/crm/v2/Contacts/" + one + "/actions/add_tags?tag_names=a%2Cb&over_write=false", "");
        HttpResponse<String> replaced =
                post("/crm/v2/Contacts/actions/add_tags?tag_names=c&over_write=true&ids=" + one, "");

        assertThat(json.readTree(added.body()).at("/data/0/details/tags").toString())
                .isEqualTo("[\"a\",\"b\"]");
        assertThat(json.readTree(replaced.body()).at("/data/0/details/tags").toString())
                .isEqualTo("[\"c\"]");
    }

    @Test
    void tagsOfAModuleAreMadeChangedMergedCountedAndDeleted() {
        String red = id(post(TAGS + "?module=Contacts", "{\"tags\":[{\"name\":\"Red\",\"color_code\":\"#F17574\"}]}"));
        String blue = id(post(TAGS + "?module=Contacts", "{\"tags\":[{\"name\":\"Blue\"}]}"));
        tags.add(admin, "Contacts", List.of(one), List.of("Red"), false);
        tags.add(admin, "Contacts", List.of(one, other), List.of("Blue"), false);

        HttpResponse<String> renamed = api.send(admin, "PUT", TAGS + "/" + red, "{\"tags\":[{\"name\":\"Scarlet\"}]}");
        HttpResponse<String> merged =
                post(TAGS + "/" + red + "/actions/merge", "{\"tags\":[{\"conflict_id\":\"" + blue + "\"}]}");
        JsonNode list = json.readTree(
                api.send(admin, "GET", TAGS + "?module=Contacts", "").body());
        HttpResponse<String> count =
                api.send(admin, "GET", TAGS + "/" + red + "/actions/records_count?module=Contacts", "");
        HttpResponse<String> deleted = api.send(admin, "DELETE", TAGS + "/" + red, "");

        assertThat(renamed.body()).contains("tags updated successfully").contains("#F17574");
        assertThat(merged.body()).contains("tags merged successfully");
        assertThat(list.at("/tags").size()).isEqualTo(1);
        assertThat(list.at("/info/allowed_count").intValue()).isEqualTo(100);
        assertThat(count.body()).isEqualTo("{\"count\":\"2\"}");
        assertThat(deleted.body()).contains("tags deleted successfully");
        assertThat(api.send(admin, "GET", TAGS + "?module=Contacts", "").statusCode())
                .isEqualTo(204);
        assertThat(tags.ofRecords(admin, "Contacts", List.of(one, other))).isEmpty();
    }

    @Test
    void limitsHoldAtTheirEdges() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Tag.MAX_PER_RECORD; i++) {
            names.add("t" + i);
        }
        tags.add(admin, "Contacts", List.of(one), names, false);
        HttpResponse<String> eleventh =
                post("/crm/v8/Contacts/" + one + "/actions/add_tags", "{\"tags\":[{\"name\":\"more\"}]}");
        String longest = "x".repeat(Tag.MAX_NAME);
        HttpResponse<String> fits = post(TAGS + "?module=Contacts", "{\"tags\":[{\"name\":\"" + longest + "\"}]}");
        HttpResponse<String> tooLong = post(TAGS + "?module=Contacts", "{\"tags\":[{\"name\":\"" + longest + "x\"}]}");
        for (int i = tags.tags(admin, "Contacts").size(); i < Tag.MAX_PER_MODULE; i++) {
            tags.create(admin, "Contacts", "n" + i, "");
        }
        HttpResponse<String> tooMany = post(TAGS + "?module=Contacts", "{\"tags\":[{\"name\":\"last\"}]}");

        assertThat(eleventh.body()).contains("LIMIT_EXCEEDED");
        assertThat(fits.statusCode()).as(fits.body()).isEqualTo(201);
        assertThat(tooLong.body()).contains("LIMIT_EXCEEDED");
        assertThat(tooMany.body()).contains("LIMIT_EXCEEDED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tags\":[]}",
                "{\"tags\":{}}",
                "{\"tags\":\"a\"}",
                "{\"tags\":[1]}",
                "{\"tags\":[[]]}",
                "{\"tags\":[{}]}",
                "{\"tags\":[{\"name\":null}]}",
                "{\"tags\":[{\"name\":{}}]}",
                "{\"tags\":[{\"name\":\"  \"}]}",
                "{\"tags\":[{\"name\":\"a,b\"}]}",
                "{\"tags\":[{\"name\":\"a\\u0000\"}]}",
                "[]",
                "{"
            })
    void badTagsAreRefused(String body) {
        for (String path : List.of(TAGS + "?module=Contacts", "/crm/v8/Contacts/" + one + "/actions/add_tags")) {
            HttpResponse<String> answer = post(path, body);
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(400);
        }
        assertThat(tags.tags(admin, "Contacts")).isEmpty();
    }

    @Test
    void whoMayNotEditMarksNothingAndCountsWhatTheySee() {
        ModuleRights own = new ModuleRights(Set.of(Verb.READ, Verb.UPDATE), true, Set.of(), Set.of());
        Actor person = given.person(admin, new Permissions(false, Map.of("Contacts", own)));
        api.letIn(admin, person);
        tags.add(admin, "Contacts", List.of(one), List.of("VIP"), false);
        long tag = tags.tags(admin, "Contacts").getFirst().id();

        HttpResponse<String> marked = api.send(
                person, "POST", "/crm/v8/Contacts/" + one + "/actions/add_tags", "{\"tags\":[{\"name\":\"Mine\"}]}");
        HttpResponse<String> renamed = api.send(person, "PUT", TAGS + "/" + tag, "{\"tags\":[{\"name\":\"Mine\"}]}");

        assertThat(marked.statusCode()).isEqualTo(400);
        assertThat(marked.body()).contains("NOT_FOUND").doesNotContain("VIP");
        assertThat(renamed.body()).contains("NO_PERMISSION");
        assertThat(tags.count(person, tag)).isZero();
        assertThat(tags.count(admin, tag)).isEqualTo(1);
        assertThat(tags.ofRecords(person, "Contacts", List.of(one))).isEmpty();
    }

    private HttpResponse<String> post(String path, String body) {
        return api.send(admin, "POST", path, body);
    }

    private String id(HttpResponse<String> made) {
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json.readTree(made.body()).at("/tags/0/details/id").stringValue();
    }
}

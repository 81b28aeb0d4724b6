package io.atelier.platform.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notices;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Zoho's clients fetch before they do anything else, in the shapes that they need. */
@PlatformTest
class MetadataApiTest {
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private Notices notices;

    private Actor admin;

    @BeforeEach
    void anAdministratorWithAProgram() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v8"})
    void everyModuleNamesWhatClientsAskFor(String version) {
        JsonNode modules = read(admin, version, "settings/modules").get("modules");

        assertThat(modules.size()).isGreaterThan(5);
        modules.forEach(module -> {
            assertThat(module.at("/id").stringValue()).matches("[0-9]+");
            assertThat(module.at("/api_name").stringValue()).isNotEmpty();
            assertThat(module.at("/generated_type").stringValue()).isNotEmpty();
            assertThat(module.at("/api_supported").booleanValue()).isTrue();
            String id = module.at("/id").stringValue();
            assertThat(read(admin, version, "settings/modules/" + id).at("/modules/0/api_name"))
                    .isEqualTo(module.at("/api_name"));
        });
    }

    @Test
    void everyFieldOfEveryModuleCanBeWalkedAsClientsDo() {
        Set<String> seen = new HashSet<>();
        for (ModuleDef module : metadata.model(admin.org()).modules()) {
            JsonNode fields = read(admin, "v8", "settings/fields?module=" + module.apiName())
                    .get("fields");
            fields.forEach(field -> {
                assertThat(field.at("/api_name").stringValue()).isNotEmpty();
                String type = field.at("/data_type").stringValue();
                seen.add(type);
                switch (type) {
                    case "lookup" ->
                        assertThat(field.at("/lookup/module/api_name").stringValue())
                                .isNotEmpty();
                    case "subform" ->
                        assertThat(field.at("/associated_module/module").stringValue())
                                .isNotEmpty();
                    case "multiselectlookup" ->
                        assertThat(field.at("/linking_details/module/api_name").stringValue())
                                .isNotEmpty();
                    case "formula" ->
                        assertThat(field.at("/formula/return_type").stringValue())
                                .isNotEmpty();
                    case "picklist", "multiselectpicklist" ->
                        field.get("pick_list_values")
                                .forEach(value -> assertThat(
                                                value.at("/display_value").stringValue())
                                        .isNotEmpty());
                    default -> {}
                }
            });
        }

        assertThat(seen).contains("lookup", "ownerlookup", "picklist", "currency", "datetime");
    }

    @Test
    void oneFieldIsFoundByItsId() {
        JsonNode all = read(admin, "v8", "settings/fields?module=Contacts").get("fields");

        all.forEach(field -> assertThat(
                        read(admin, "v8", "settings/fields/" + field.get("id").stringValue() + "?module=Contacts")
                                .at("/fields/0/api_name"))
                .isEqualTo(field.get("api_name")));
    }

    @Test
    void aLayoutShowsItsSectionsAndFields() {
        JsonNode layout = read(admin, "v8", "settings/layouts?module=Contacts").at("/layouts/0");
        String id = layout.at("/id").stringValue();

        assertThat(layout.at("/status").stringValue()).isEqualTo("active");
        assertThat(layout.at("/sections/0/fields/0/api_name").stringValue()).isNotEmpty();
        assertThat(layout.at("/sections/0/fields/0/sequence_number").intValue()).isEqualTo(1);
        assertThat(layout.at("/sections/0/column_count").intValue()).isBetween(1, 2);
        assertThat(read(admin, "v8", "settings/layouts/" + id + "?module=Contacts")
                        .at("/layouts/0/id"))
                .isEqualTo(layout.get("id"));
    }

    @Test
    void relatedListsNameTheirModuleAsEachVersionReadsIt() {
        JsonNode now =
                read(admin, "v8", "settings/related_lists?module=Accounts").get("related_lists");
        JsonNode then =
                read(admin, "v2", "settings/related_lists?module=Accounts").get("related_lists");

        assertThat(now.valueStream().map(list -> list.get("api_name").stringValue()))
                .contains("Notes", "Contacts", "Deals")
                .doesNotHaveDuplicates();
        now.forEach(list -> {
            assertThat(list.at("/module/api_name").stringValue()).isNotEmpty();
            assertThat(list.at("/href").stringValue()).startsWith("Accounts/{ENTITYID}/");
            assertThat(list.at("/sequence_number").stringValue()).matches("[0-9]+");
        });
        assertThat(then.at("/0/module").stringValue()).isEqualTo("Notes");
    }

    @Test
    void theListOfAModuleIsItsDefaultView() {
        JsonNode answer = read(admin, "v8", "settings/custom_views?module=Deals");

        assertThat(answer.at("/custom_views/0/system_defined").booleanValue()).isTrue();
        assertThat(answer.at("/custom_views/0/fields/0/api_name").stringValue()).isNotEmpty();
        assertThat(answer.at("/info/default")).isEqualTo(answer.at("/custom_views/0/id"));
    }

    @Test
    void thereAreNoPipelines() {
        assertThat(api.send(admin, "GET", "/crm/v8/settings/pipeline?layout_id=1", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatAClientHasIsNotSentAgain() {
        HttpResponse<String> older = ask("settings/modules", "2019-01-01T00:00:00Z");
        HttpResponse<String> http = ask("settings/modules", "Tue, 01 Jan 2019 00:00:00 GMT");
        HttpResponse<String> nonsense = ask("settings/modules", "yesterday");

        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(http.statusCode()).isEqualTo(200);
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(nonsense.body()).contains("INVALID_DATA");
    }

    @ParameterizedTest
    @CsvSource({
        "2031-01-01T00:30:00Z, true",
        "2031-01-01T01:00:30Z, true",
        "2031-01-01T00:00:30Z, false",
        "2030-12-31T23:59:59Z, false",
        "2031-01-01T03:00:00Z, false",
    })
    void itCountsFromTheLastChangeWithSomeDoubt(String since, boolean unchanged) {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2031-01-01T00:00:00Z"));
        SettingTimes times = new SettingTimes(notices, now::get);
        now.set(Instant.parse("2031-01-01T01:00:00Z"));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("If-Modified-Since", since);

        assertThat(times.isUnchanged(request, admin.org())).isEqualTo(unchanged);
    }

    private HttpResponse<String> ask(String path, String since) {
        return api.send(admin, "GET", "/crm/v8/" + path, "", Map.of("If-Modified-Since", since));
    }

    @Test
    void profilesTellWhatTheyAllowToThoseWhoManageThemOnly() {
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        api.letIn(admin, person);
        String own = read(person, "v8", "users?type=CurrentUser")
                .at("/users/0/profile/id")
                .stringValue();
        String other = read(admin, "v8", "users?type=CurrentUser")
                .at("/users/0/profile/id")
                .stringValue();

        assertThat(read(admin, "v8", "settings/profiles/" + own)
                        .at("/profiles/0/permissions_details")
                        .size())
                .isGreaterThan(20);
        assertThat(read(person, "v8", "settings/profiles/" + own)
                        .at("/profiles/0/permissions_details")
                        .size())
                .isGreaterThan(20);
        assertThat(read(person, "v8", "settings/profiles/" + other)
                        .at("/profiles/0")
                        .has("permissions_details"))
                .isFalse();
        assertThat(read(admin, "v8", "settings/profiles").get("profiles").size())
                .isGreaterThan(1);
    }

    @Test
    void hiddenFieldsAreNowhere() {
        ModuleRights blind = new ModuleRights(Set.of(Verb.READ), false, Set.of("Email"), Set.of());
        Actor person = given.person(admin, new Permissions(false, Map.of("Contacts", blind)));
        api.letIn(admin, person);

        for (String path : new String[] {"fields", "layouts", "custom_views", "related_lists"}) {
            String answer = api.send(person, "GET", "/crm/v8/settings/" + path + "?module=Contacts", "")
                    .body();
            assertThat(answer).as(path).doesNotContain("\"Email\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "org 200",
                "org/currencies 200",
                "org/currencies/978 200",
                "org/currencies/1 400",
                "users?type=AdminUsers 200",
                "users?type=DeletedUsers 204",
                "users?page=2 204",
                "users/1 404",
                "settings/global_picklists/1 400",
                "settings/roles/1 400",
                "settings/profiles/1 400",
                "settings/layouts 400",
                "settings/layouts/1?module=Contacts 400",
                "settings/custom_views/1?module=Contacts 400",
                "settings/related_lists/1?module=Contacts 400",
                "settings/fields/999?module=Contacts 400",
                "settings/fields?module=Contacts&type=other 400",
                "settings/fields?module=Contacts&module=Leads 400",
                "settings/modules/%27%20or%201 400",
            })
    void answersInOneShape(String path, int status) {
        HttpResponse<String> answer = api.send(admin, "GET", "/crm/v8/" + path, "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status >= 400) {
            assertThat(json.readTree(answer.body()).propertyNames())
                    .containsExactlyInAnyOrder("code", "details", "message", "status");
        }
    }

    private JsonNode read(Actor actor, String version, String path) {
        HttpResponse<String> answer = api.send(actor, "GET", "/crm/" + version + "/" + path, "");
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}

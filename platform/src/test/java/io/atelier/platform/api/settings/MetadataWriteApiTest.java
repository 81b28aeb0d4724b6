package io.atelier.platform.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class MetadataWriteApiTest {
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private UserService users;

    @Autowired
    private RoleService roles;

    private Actor admin;

    @BeforeEach
    void anAdministratorWithAProgram() {
        admin = given.administrator();
        api.letIn(admin, admin);
    }

    @Test
    void aModuleIsMadeShapedAndDeleted() {
        String module = ok(send("POST", "settings/modules", """
            {"modules":[{"singular_label":"Boat","plural_label":"Boats",
             "display_field":{"field_label":"Boat Name","data_type":"text"}}]}\
            """), 201)
                .at("/modules/0/details/id")
                .stringValue();
        JsonNode fields = ok(send("POST", "settings/fields?module=Boats", """
            {"fields":[{"field_label":"Length","data_type":"double","length":10,"decimal_place":2},
             {"field_label":"Kind","data_type":"picklist","pick_list_values":[
               {"display_value":"Sail","actual_value":"Sail"},{"display_value":"Motor"}]},
             {"field_label":"Home","data_type":"lookup","lookup":{"module":{"api_name":"Accounts"}}}]}\
            """), 201);
        String length = fields.at("/fields/0/details/id").stringValue();
        ok(send("PATCH", "settings/fields/" + length + "?module=Boats", """
            {"fields":[{"field_label":"Length over all"}]}\
            """), 200);
        ok(send("PATCH", "settings/layouts/" + module + "?module=Boats", """
            {"layouts":[{"sections":[{"name":"Boat","column_count":1,"fields":[
             {"api_name":"Boat_Name"},{"api_name":"Length"}]}]}]}\
            """), 200);
        JsonNode read = ok(send("GET", "settings/fields/" + length + "?module=Boats", ""), 200);
        JsonNode layout = ok(send("GET", "settings/layouts?module=Boats", ""), 200);
        ok(send("DELETE", "settings/fields/" + length + "?module=Boats", ""), 200);
        ok(send("PUT", "settings/modules/Boats", """
            {"modules":[{"plural_label":"Ships"}]}\
            """), 200);
        JsonNode renamed = ok(send("GET", "settings/modules/Boats", ""), 200);
        ok(send("DELETE", "settings/modules/" + module, ""), 200);

        assertThat(read.at("/fields/0/display_label").stringValue()).isEqualTo("Length over all");
        assertThat(layout.at("/layouts/0/sections").size()).isEqualTo(1);
        assertThat(renamed.at("/modules/0/plural_label").stringValue()).isEqualTo("Ships");
        assertThat(metadata.model(admin.org()).findModule("Boats")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST  | settings/modules | {}",
                "POST  | settings/modules | {\"modules\":[{}]}",
                "POST  | settings/modules | {\"modules\":[{\"singular_label\":1,\"plural_label\":\"A\"}]}",
                "POST  | settings/modules | {\"modules\":[{\"singular_label\":\"A\",\"plural_label\":\"Leads\"}]}",
                "POST  | settings/fields?module=Leads |"
                        + " {\"fields\":[{\"field_label\":\"A\",\"data_type\":\"nonsense\"}]}",
                "POST  | settings/fields?module=Leads | {\"fields\":[{\"field_label\":\"A\",\"data_type\":{}}]}",
                "POST  | settings/fields?module=Leads |"
                        + " {\"fields\":[{\"field_label\":\"A\",\"data_type\":\"text\",\"length\":1.5}]}",
                "POST  | settings/fields?module=Leads |"
                        + " {\"fields\":[{\"field_label\":\"A\",\"data_type\":\"text\",\"length\":9999}]}",
                "POST  | settings/fields?module=Leads |"
                        + " {\"fields\":[{\"field_label\":\"A\",\"data_type\":\"picklist\",\"pick_list_values\":{}}]}",
                "POST  | settings/fields?module=Leads |"
                        + " {\"fields\":[{\"field_label\":\"A\",\"data_type\":\"lookup\",\"lookup\":{\"module\":{\"api_name\":\"None\"}}}]}",
                "POST  | settings/fields?module=Leads |"
                        + " {\"fields\":[{\"api_name\":\"id\",\"field_label\":\"A\",\"data_type\":\"text\"}]}",
                "POST  | settings/fields?module=Leads | {\"fields\":[{},{},{},{},{},{}]}",
                "PATCH | settings/fields/Email?module=Leads | {\"fields\":[{\"data_type\":\"text\"}]}",
                "PATCH | settings/fields/None?module=Leads | {\"fields\":[{\"field_label\":\"A\"}]}",
                "PATCH | settings/layouts/1?module=Leads | {\"layouts\":[{\"sections\":[]}]}",
                "POST  | settings/roles | {\"roles\":[{\"name\":\"\"}]}",
                "POST  | org/currencies | {\"currencies\":[{\"iso_code\":\"XXXX\",\"exchange_rate\":\"1\"}]}",
                "POST  | org/currencies | {\"currencies\":[{\"iso_code\":\"USD\",\"exchange_rate\":\"-1\"}]}",
                "POST  | org/currencies | {\"currencies\":[{\"iso_code\":\"USD\",\"exchange_rate\":{}}]}",
                "POST  | settings/global_picklists | {\"global_picklists\":[{\"display_label\":[]}]}",
            })
    void badWishesAreRefusedAndChangeNothing(String method, String path, String body) {
        long before = metadata.model(admin.org()).version();

        HttpResponse<String> answer = send(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"status\":\"error\"");
        assertThat(metadata.model(admin.org()).version()).isEqualTo(before);
    }

    @Test
    void onlyThoseWhoMayShapeTheOrganizationDo() {
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        api.letIn(admin, person);
        for (String[] call : new String[][] {
            {"POST", "settings/modules", "{\"modules\":[{\"singular_label\":\"A\",\"plural_label\":\"As\"}]}"},
            {"DELETE", "settings/modules/Leads", ""},
            {"POST", "settings/fields?module=Leads", "{\"fields\":[{\"field_label\":\"A\",\"data_type\":\"text\"}]}"},
            {"DELETE", "settings/fields/Email?module=Leads", ""},
            {"POST", "settings/global_picklists", "{\"global_picklists\":[{\"display_label\":\"A\"}]}"},
            {"POST", "settings/roles", "{\"roles\":[{\"name\":\"A\"}]}"},
            {"POST", "org/currencies", "{\"currencies\":[{\"iso_code\":\"USD\",\"exchange_rate\":\"1.1\"}]}"},
            {"PUT", "users/" + admin.user().value(), "{\"users\":[{\"status\":\"disabled\"}]}"},
            {"DELETE", "users/" + admin.user().value(), ""},
        }) {
            assertThat(api.send(person, call[0], "/crm/v8/" + call[1], call[2]).body())
                    .as(call[1])
                    .contains("NO_PERMISSION");
        }
    }

    @Test
    void rolesAndProfilesAreMadeChangedAndDeleted() {
        String top = ok(send("POST", "settings/roles", """
            {"roles":[{"name":"Head"}]}\
            """), 201)
                .at("/roles/0/details/id")
                .stringValue();
        String below = ok(send("POST", "settings/roles", """
            {"roles":[{"name":"Hand","share_with_peers":true,"reporting_to":{"id":"%s"}}]}\
            """.formatted(top)), 201)
                .at("/roles/0/details/id")
                .stringValue();
        JsonNode read = ok(send("GET", "settings/roles/" + below, ""), 200);
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        ok(send("PUT", "users/" + person.user().value(), """
            {"users":[{"role":{"id":"%s"}}]}\
            """.formatted(below)), 200);
        String profile = Long.toString(users.get(admin.org(), person.user()).profileId());
        String copy = ok(send("POST", "settings/profiles/" + profile + "/actions/clone", """
            {"profiles":[{"name":"Copy"}]}\
            """), 201)
                .at("/profiles/0/details/id")
                .stringValue();
        String permission = ok(send("GET", "settings/profiles/" + copy, ""), 200)
                .at("/profiles/0/permissions_details/0/id")
                .stringValue();
        ok(send("PUT", "settings/profiles/" + copy, """
            {"profiles":[{"name":"Other","permissions_details":[{"id":"%s","enabled":false}]}]}\
            """.formatted(permission)), 200);
        JsonNode changed = ok(send("GET", "settings/profiles/" + copy, ""), 200);
        ok(send("DELETE", "settings/profiles/" + copy + "?transfer_to=" + profile, ""), 200);
        ok(send("DELETE", "settings/roles/" + below + "?transfer_to_id=" + top, ""), 200);

        assertThat(read.at("/roles/0/reporting_to/id").stringValue()).isEqualTo(top);
        assertThat(changed.at("/profiles/0/name").stringValue()).isEqualTo("Other");
        assertThat(changed.at("/profiles/0/permissions_details/0/enabled").booleanValue())
                .isFalse();
        assertThat(roles.ofUsers(admin.org())).containsEntry(person.user(), Long.parseLong(top));
    }

    @Test
    void peopleAreDeactivatedAndComeBackButGetNoOtherProfileFromAProgram() {
        Actor person = given.person(admin, new Permissions(false, Map.of()));
        String path = "users/" + person.user().value();
        long profile = users.get(admin.org(), admin.user()).profileId();

        HttpResponse<String> raised = send("PUT", path, """
            {"users":[{"profile":{"id":"%s"}}]}\
            """.formatted(profile));
        ok(send("DELETE", path, ""), 200);
        UserState gone = users.get(admin.org(), person.user()).state();
        ok(send("PUT", path, """
            {"users":[{"status":"active"}]}\
            """), 200);
        HttpResponse<String> renamed = send("PUT", path, """
            {"users":[{"last_name":"New"}]}\
            """);
        HttpResponse<String> invited = send("POST", "users", """
            {"users":[{"last_name":"New","email":"new@example.org","profile":"%s"}]}\
            """.formatted(profile));

        assertThat(raised.body()).contains("NO_PERMISSION");
        assertThat(gone).isEqualTo(UserState.INACTIVE);
        assertThat(users.get(admin.org(), person.user()).state()).isEqualTo(UserState.ACTIVE);
        assertThat(renamed.body()).contains("NOT_SUPPORTED");
        assertThat(invited.body()).contains("UNAVAILABLE");
    }

    @Test
    void currenciesAndSharedPicklistsAreMadeAndChanged() {
        String dollar = ok(send("POST", "org/currencies", """
            {"currencies":[{"iso_code":"USD","exchange_rate":"1.1"}]}\
            """), 201)
                .at("/currencies/0/details/id")
                .stringValue();
        ok(send("PUT", "org/currencies/" + dollar, """
            {"currencies":[{"exchange_rate":1.2}]}\
            """), 200);
        JsonNode rate = ok(send("GET", "org/currencies/" + dollar, ""), 200);
        String set = ok(send("POST", "settings/global_picklists", """
            {"global_picklists":[{"display_label":"Sizes","pick_list_values":[{"display_value":"S"}]}]}\
            """), 201)
                .at("/global_picklists/0/details/id")
                .stringValue();
        ok(send("PATCH", "settings/global_picklists/" + set, """
            {"global_picklists":[{"pick_list_values":[{"display_value":"S"},{"display_value":"L"}]}]}\
            """), 200);
        JsonNode values = ok(send("GET", "settings/global_picklists/" + set, ""), 200);
        ok(send("DELETE", "settings/global_picklists/" + set, ""), 200);

        assertThat(rate.at("/currencies/0/exchange_rate").stringValue()).isEqualTo("1.200000000");
        assertThat(values.at("/global_picklists/0/pick_list_values").size()).isEqualTo(2);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return api.send(admin, method, "/crm/v8/" + path, body);
    }

    private JsonNode ok(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }
}

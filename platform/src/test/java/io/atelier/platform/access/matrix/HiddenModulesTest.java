package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A module that somebody may not read is answered for by every route as one that does not exist. */
@PlatformTest
class HiddenModulesTest {
    private static final String HIDDEN = "Vendors";
    private static final String NONE = "Wendors";

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    private Actor person;
    private long vendor;

    @BeforeEach
    void somebodyWhoMayNotReadVendors() {
        Actor admin = given.administrator();
        vendor = given.record(admin, HIDDEN, Map.of("Vendor_Name", "Engine"));
        ModuleRights nothing = new ModuleRights(Set.of(), false, Set.of(), Set.of());
        person = given.person(admin, new Permissions(false, Map.of(HIDDEN, nothing)));
        api.letIn(admin, person);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET    | {module}?fields=Vendor_Name                                     |
        GET    | {module}?fields=id                                              |
        GET    | {module}                                                        |
        GET    | {module}/{id}                                                   |
        GET    | {module}/1                                                      |
        GET    | {module}/search?fields=id&word=Engine                           |
        GET    | {module}/search?fields=id&criteria=(Vendor_Name:equals:Engine)  |
        GET    | {module}/search?fields=id&email=a@example.org                   |
        GET    | {module}/actions/count                                          |
        POST   | {module}                 | {"data":[{"Vendor_Name":"Mine"}]}
        POST   | {module}                 | {"data":[{"Nothing":"Mine"}]}
        PUT    | {module}/{id}            | {"data":[{"Vendor_Name":"Mine"}]}
        PUT    | {module}                 | {"data":[{"id":"{id}","Vendor_Name":"Mine"}]}
        DELETE | {module}/{id}            |
        DELETE | {module}?ids={id}        |
        POST   | {module}/upsert          | {"data":[{"Vendor_Name":"Engine"}]}
        POST   | {module}/{id}/actions/clone         |
        POST   | {module}/{id}/actions/change_owner  | {"owner":{"id":"{id}"}}
        POST   | {module}/{id}/actions/merge         | {"merge":[{"data":[{"id":"{id}"}]}]}
        POST   | {module}/actions/mass_update        | {"data":[{"Vendor_Name":"x"}],"ids":["{id}"]}
        POST   | {module}/actions/mass_delete        | {"ids":["{id}"]}
        POST   | {module}/actions/change_owner       | {"ids":["{id}"],"owner":{"id":"{id}"}}
        POST   | {module}/actions/restore            | {"ids":["{id}"]}
        GET    | {module}/deleted         |
        GET    | {module}/{id}/Products?fields=id        |
        PUT    | {module}/{id}/Products                  | {"data":[{"id":"{id}"}]}
        DELETE | {module}/{id}/Products?ids=1            |
        POST   | {module}/upsert          | {"data":[{"Vendor_Name":"Engine"}],"duplicate_check_fields":["Nothing"]}
        POST   | coql                     | {"select_query":"select id from {module} where id is not null"}
        POST   | coql                     | {"select_query":"select Vendor_Name from Products where Vendor_Name.Vendor_Name = 'x'"}
        GET    | settings/fields?module={module}  |
        GET    | settings/modules/{module}        |
        GET    | settings/fields/1?module={module}       |
        GET    | settings/layouts?module={module}        |
        GET    | settings/layouts/1?module={module}      |
        GET    | settings/related_lists?module={module}  |
        GET    | settings/related_lists/1?module={module} |
        GET    | settings/custom_views?module={module}   |
        GET    | settings/custom_views/1?module={module} |
        GET    | {module}/{id}/Attachments               |
        GET    | {module}/{id}/Attachments/1             |
        POST   | {module}/{id}/Attachments?attachmentUrl=https://example.org |
        DELETE | {module}/{id}/Attachments/1             |
        GET    | {module}/{id}/photo                     |
        GET    | {module}/{id}/Notes                     |
        POST   | {module}/{id}/Notes                     | {"data":[{"Note_Content":"x"}]}
        POST   | Notes                                   | {"data":[{"Note_Content":"x","Parent_Id":{"id":"{id}","module":{"api_name":"{module}"}}}]}
        DELETE | {module}/{id}/photo                     |
        GET    | {module}/{id}/actions/download_fields_attachment?fields_attachment_id=1 |
        GET    | settings/tags?module={module}           |
        POST   | settings/tags?module={module}           | {"tags":[{"name":"x"}]}
        POST   | {module}/{id}/actions/add_tags          | {"tags":[{"name":"x"}]}
        POST   | {module}/{id}/actions/remove_tags       | {"tags":[{"name":"x"}]}
        POST   | {module}/actions/add_tags               | {"tags":[{"name":"x"}],"ids":["{id}"]}
        """)
    void asNone(String method, String path, String body) {
        String hidden = answer(method, path, body == null ? "" : body, HIDDEN);
        String none = answer(method, path, body == null ? "" : body, NONE);

        assertThat(hidden).isEqualTo(none);
        assertThat(hidden).doesNotContain("Engine").doesNotStartWith("2");
    }

    private String answer(String method, String path, String body, String module) {
        HttpResponse<String> answer = api.send(person, method, "/crm/v8/" + filled(path, module), filled(body, module));
        return answer.statusCode() + " " + answer.body().replace(module, "Module");
    }

    private String filled(String text, String module) {
        return text.replace("{module}", module).replace("{id}", Long.toString(vendor));
    }

    @Test
    void inWhatLeadsToIt() {
        String fields = api.send(person, "GET", "/crm/v8/settings/fields?module=Products", "")
                .body();
        String lists = api.send(person, "GET", "/crm/v8/settings/related_lists?module=Accounts", "")
                .body();

        assertThat(fields).contains("\"Vendor_Name\"").doesNotContain("\"" + HIDDEN + "\"");
        assertThat(lists).doesNotContain("\"" + HIDDEN + "\"");
    }

    @Test
    void amongTheModules() {
        String modules = api.send(person, "GET", "/crm/v8/settings/modules", "").body();

        assertThat(modules).contains("\"Products\"").doesNotContain("\"" + HIDDEN + "\"");
    }
}

package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Ties records by a many-to-many lookup over HTTP. */
@PlatformTest
class RelatedApiTest {
    private static final String LINKS = "Leads_X_Products";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private Api api;

    private Actor admin;
    private long lead;
    private long berlin;
    private long paris;

    @BeforeEach
    void leadsAndWhatTheyAreInterestedIn() {
        admin = given.administrator();
        api.letIn(admin, admin);
        SchemaPlan plan = setup.plan(
                admin,
                List.of(new SchemaChange.AddField(
                        "Leads",
                        FieldDef.of("Interests", Label.of("Interests"), FieldType.MULTISELECTLOOKUP)
                                .with(new FieldProperties.MultiLookup("Products", "", "", "")))));
        setup.apply(admin, plan);
        lead = given.record(admin, "Leads", Map.of("Last_Name", "L", "Company", "C"));
        berlin = given.record(admin, "Products", Map.of("Product_Name", "Berlin"));
        paris = given.record(admin, "Products", Map.of("Product_Name", "Paris"));
    }

    @Test
    void tiesAndUnties() {
        HttpResponse<String> tied =
                send("PUT", LINKS, "{\"data\":[{\"id\":\"" + berlin + "\"},{\"id\":\"" + paris + "\"}]}");
        String both = interests();
        HttpResponse<String> untied = send("DELETE", LINKS + "?ids=" + berlin, "");

        assertThat(tied.statusCode()).as(tied.body()).isEqualTo(200);
        assertThat(json.readTree(tied.body()).at("/data").findValuesAsString("message"))
                .containsExactly("relation added", "relation added");
        assertThat(both).contains(Long.toString(berlin), Long.toString(paris));
        assertThat(untied.body()).contains("relation removed");
        assertThat(interests()).contains(Long.toString(paris)).doesNotContain(Long.toString(berlin));
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThat(send("PUT", LINKS, "{\"data\":[{\"id\":\"1\"}]}").statusCode())
                .isEqualTo(400);
        assertThat(send("PUT", "Nothing", "{\"data\":[{\"id\":\"" + berlin + "\"}]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", LINKS, "{\"data\":[{\"id\":[]}]}").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", LINKS + "?ids=x", "").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", LINKS, "").body()).contains("REQUIRED_PARAM_MISSING");
    }

    private String interests() {
        return json.readTree(api.send(admin, "GET", "/crm/v8/Leads/" + lead, "").body())
                .at("/data/0/Interests")
                .toString();
    }

    private HttpResponse<String> send(String method, String list, String body) {
        return api.send(admin, method, "/crm/v8/Leads/" + lead + "/" + list, body);
    }
}

package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ConversionMapping;
import io.atelier.platform.record.LeadConversionService;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.http.HttpResponse;
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
class ConvertApiTest {
    private static final String DEAL =
            "\"Deals\":{\"Deal_Name\":\"D\",\"Closing_Date\":\"2031-01-02\",\"Stage\":\"Qualification\"}";

    private final JsonMapper json = new JsonMapper();

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private OperationService operations;

    @Autowired
    private LeadConversionService conversions;

    private Actor admin;
    private long lead;

    @BeforeEach
    void aLead() {
        admin = given.administrator();
        api.letIn(admin, admin);
        lead = given.record(
                admin,
                "Leads",
                Map.of(
                        "Last_Name", "Ali",
                        "Company", "Acme",
                        "Email", "ali@example.org",
                        "Designation", "Captain",
                        "City", "Berlin"));
    }

    @Test
    void becomesAnAccountAContactAndADeal() {
        given.record(
                admin,
                "Notes",
                Map.of("Note_Content", "N", "Parent_Module", "Leads", "Parent_Record", Long.toString(lead)));

        HttpResponse<String> answer = convert("v8", "{" + DEAL + "}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode details = json.readTree(answer.body()).at("/data/0/details");
        assertThat(details.at("/Accounts/name").stringValue()).isEqualTo("Acme");
        assertThat(details.at("/Contacts/name").stringValue()).isEqualTo("Ali");
        JsonNode contact = record("Contacts", details.at("/Contacts/id").stringValue());
        assertThat(contact.at("/Title").stringValue()).isEqualTo("Captain");
        assertThat(contact.at("/Mailing_City").stringValue()).isEqualTo("Berlin");
        assertThat(contact.at("/Account_Name/name").stringValue()).isEqualTo("Acme");
        JsonNode deal = record("Deals", details.at("/Deals/id").stringValue());
        assertThat(deal.at("/Contact_Name/name").stringValue()).isEqualTo("Ali");
        JsonNode old = record("Leads", Long.toString(lead));
        assertThat(old.at("/Converted__s").booleanValue()).isTrue();
        assertThat(old.at("/Converted_Contact/name").stringValue()).isEqualTo("Ali");
        assertThat(get("Notes?fields=Parent_Module").body()).contains("Contacts");
    }

    @Test
    void isDoneOnceAndNobodyChangesTheLeadAfterwards() {
        convert("v8", "{}");

        HttpResponse<String> again = convert("v8", "{}");
        HttpResponse<String> change =
                api.send(admin, "PUT", "/crm/v8/Leads/" + lead, "{\"data\":[{\"City\":\"Paris\"}]}");

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("ID_ALREADY_CONVERTED");
        assertThat(change.body()).contains("CONVERTED_RECORD");
        assertThat(get("Leads?fields=City").statusCode()).isEqualTo(204);
        assertThat(get("Leads?fields=City&converted=true").statusCode()).isEqualTo(200);
        assertThat(get("Leads?fields=City&converted=both").statusCode()).isEqualTo(200);
        assertThat(get("Leads?fields=City&converted=x").statusCode()).isEqualTo(400);
    }

    @Test
    void isOneOperationThatCanBeTakenBack() {
        convert("v8", "{" + DEAL + "}");

        operations.undo(
                admin,
                operations
                        .list(admin, OperationQuery.newest(1))
                        .operations()
                        .getFirst()
                        .id());

        assertThat(get("Accounts?fields=id").statusCode()).isEqualTo(204);
        assertThat(get("Contacts?fields=id").statusCode()).isEqualTo(204);
        assertThat(get("Deals?fields=id").statusCode()).isEqualTo(204);
        assertThat(record("Leads", Long.toString(lead)).at("/Converted__s").booleanValue())
                .isFalse();
        assertThat(convert("v8", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void usesWhatIsThere() {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "There"));
        long contact = given.record(admin, "Contacts", Map.of("Last_Name", "There"));

        HttpResponse<String> answer =
                convert("v2", "{\"Accounts\":\"%d\",\"Contacts\":{\"id\":\"%d\"}}".formatted(account, contact));

        assertThat(answer.body())
                .isEqualTo("{\"data\":[{\"Contacts\":\"%d\",\"Deals\":null,\"Accounts\":\"%d\"}]}"
                        .formatted(contact, account));
        assertThat(record("Contacts", Long.toString(contact)).at("/Last_Name").stringValue())
                .isEqualTo("There");
    }

    @Test
    void tagsGoWhereTheyAreWanted_andWhatHangsOnTheLeadToo() {
        api.send(
                admin,
                "POST",
                "/crm/v8/Leads/" + lead + "/actions/add_tags",
                "{\"tags\":[{\"name\":\"Hot\"},{\"name\":\"Fair\"}]}");
        api.send(
                admin,
                "POST",
                "/crm/v8/Leads/" + lead + "/Attachments?title=T&attachmentUrl=https://example.org/a",
                "");

        JsonNode details = json.readTree(convert(
                                "v8",
                                "{%s,\"carry_over_tags\":{\"Contacts\":[\"hot\"],\"Deals\":[{\"name\":\"Fair\"}]},\"move_attachments_to\":{\"api_name\":\"Deals\"}}"
                                        .formatted(DEAL))
                        .body())
                .at("/data/0/details");

        String contact = details.at("/Contacts/id").stringValue();
        String deal = details.at("/Deals/id").stringValue();
        assertThat(record("Contacts", contact).at("/Tag/0/name").stringValue()).isEqualToIgnoringCase("Hot");
        assertThat(record("Deals", deal).at("/Tag/0/name").stringValue()).isEqualTo("Fair");
        assertThat(get("Deals/" + deal + "/Attachments?fields=id,File_Name").body())
                .contains("\"T\"");
        assertThat(get("Contacts/" + contact + "/Attachments?fields=id").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"carry_over_tags\":{\"Contacts\":[\"Cold\"]}}",
                "{\"carry_over_tags\":{\"Deals\":[]}}",
                "{\"carry_over_tags\":{\"Tasks\":[]}}",
                "{\"move_attachments_to\":\"Deals\"}",
                "{\"move_attachments_to\":{\"api_name\":\"sys_user\"}}",
            })
    void whatCannotBeCarriedLeavesTheLeadAsItWas(String row) {
        HttpResponse<String> answer = convert("v8", row);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_DATA");
        assertThat(get("Contacts?fields=id").statusCode()).isEqualTo(204);
        assertThat(record("Leads", Long.toString(lead)).at("/Converted__s").booleanValue())
                .isFalse();
    }

    @Test
    void aDealThatIsNoGoodLeavesTheLeadAsItWas() {
        HttpResponse<String> answer = convert("v8", "{\"Deals\":{\"Deal_Name\":\"D\"}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(get("Contacts?fields=id").statusCode()).isEqualTo(204);
        assertThat(record("Leads", Long.toString(lead)).at("/Converted__s").booleanValue())
                .isFalse();
    }

    @Test
    void valuesGoWhereTheOrganizationSays() {
        conversions.changeMapping(
                admin,
                List.of(
                        new ConversionMapping("Last_Name", "Contacts", "Last_Name"),
                        new ConversionMapping("City", "Contacts", "Department")));

        JsonNode details = json.readTree(convert("v8", "{}").body()).at("/data/0/details");

        JsonNode contact = record("Contacts", details.at("/Contacts/id").stringValue());
        assertThat(contact.at("/Department").stringValue()).isEqualTo("Berlin");
        assertThat(contact.at("/Email").isNull()).isTrue();
        assertThat(details.at("/Accounts").isNull()).isTrue();
        assertThatThrownBy(() -> conversions.changeMapping(
                        admin, List.of(new ConversionMapping("City", "Contacts", "Created_Time"))))
                .isInstanceOf(PlatformException.class);
    }

    @Test
    void needsTheRightToMakeEachPart() {
        ModuleRights reads = new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of());
        for (String module : List.of("Leads", "Accounts", "Contacts", "Deals")) {
            Actor person = given.person(admin, new Permissions(false, Map.of(module, reads)));
            api.letIn(admin, person);
            long own = given.record(
                    admin,
                    "Leads",
                    Map.of(
                            "Last_Name",
                            "L",
                            "Company",
                            "C",
                            "Owner",
                            Long.toString(person.user().value())));

            HttpResponse<String> answer = api.send(
                    person, "POST", "/crm/v8/Leads/" + own + "/actions/convert", "{\"data\":[{" + DEAL + "}]}");

            assertThat(answer.body()).as(module).contains("NO_PERMISSION");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Accounts\":{}}",
                "{\"Accounts\":[1]}",
                "{\"Contacts\":{\"id\":\"x\"}}",
                "{\"Deals\":[]}",
                "{\"Deals\":\"1\"}",
                "{\"assign_to\":{\"id\":{}}}",
                "{\"overwrite\":\"yes\"}",
                "{\"carry_over_tags\":[]}",
                "{\"carry_over_tags\":{\"Contacts\":\"Hot\"}}",
                "{\"carry_over_tags\":{\"Contacts\":[1]}}",
                "{\"carry_over_tags\":{\"Contacts\":[null]}}",
                "{\"move_attachments_to\":1}",
                "{\"move_attachments_to\":{}}",
            })
    void wrongTypesAreRefused(String row) {
        assertThat(convert("v8", row).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> convert(String version, String row) {
        return api.send(
                admin, "POST", "/crm/" + version + "/Leads/" + lead + "/actions/convert", "{\"data\":[" + row + "]}");
    }

    private JsonNode record(String module, String id) {
        return json.readTree(get(module + "/" + id).body()).at("/data/0");
    }

    private HttpResponse<String> get(String path) {
        return api.send(admin, "GET", "/crm/v8/" + path, "");
    }
}

package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.Label;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.webform.WebForm;
import io.atelier.platform.webform.WebFormData;
import io.atelier.platform.webform.WebFormData.FormField;
import io.atelier.platform.webform.WebFormService;
import io.atelier.platform.webform.internal.RateReset;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A public form writes what it asks for, as its owner, and tells strangers nothing of what is there. */
@PlatformTest
class FormsTellNothingTest {
    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private WebFormService forms;

    @Autowired
    private SetupService setup;

    @Autowired
    private SharingService sharing;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    @Autowired
    private RateReset rates;

    private Actor admin;

    @BeforeEach
    void organization() {
        rates.reset();
        admin = given.administrator();
    }

    @Test
    void whetherAUniqueValueIsTaken() {
        FieldDef email = metadata.model(admin.org()).module("Contacts").field("Email");
        setup.apply(
                admin,
                setup.plan(
                        admin,
                        List.of(new SchemaChange.ChangeField(
                                "Contacts", email.with(email.options().withUnique(Uniqueness.IGNORE_CASE))))));
        sharing.changeDefault(admin, "Contacts", DefaultSharing.PRIVATE);
        Actor owner = given.person(admin, new Permissions(false, Map.of()));
        given.record(admin, "Contacts", Map.of("Last_Name", "Byron", "Email", "taken@example.org"));
        WebForm form = publish(owner, "Last_Name", "Email");

        HttpResponse<String> taken = post(form, Map.of("Last_Name", "A", "Email", "taken@example.org"));
        HttpResponse<String> free = post(form, Map.of("Last_Name", "A", "Email", "nobody@example.org"));

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo(free.body()).contains("Thank you!");
        assertThat(contacts()).as("of the two only the free one was written").isEqualTo(2);
        assertThat(forms.get(admin, form.id()).received()).isEqualTo(1);
    }

    @Test
    void whatTheOwnerMayNotWrite() {
        ModuleRights rights = new ModuleRights(Set.of(Verb.values()), false, Set.of("Email"), Set.of());
        Actor owner = given.person(admin, new Permissions(false, Map.of("Contacts", rights)));
        WebForm form = publish(owner, "Last_Name", "Email");

        HttpResponse<String> answer = post(form, Map.of("Last_Name", "A", "Email", "a@example.org"));

        assertThat(answer.body()).doesNotContain("no such field");
        assertThat(contacts()).isZero();
    }

    @Test
    void whatItDoesNotAskFor() {
        Actor owner = given.person(admin, new Permissions(false, Map.of()));
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Engine"));
        WebForm form = publish(owner, "Last_Name");
        String foreign = Long.toString(admin.user().value());

        HttpResponse<String> answer = post(
                form,
                Map.of(
                        "Last_Name",
                        "A",
                        "Owner",
                        foreign,
                        "Created_By",
                        foreign,
                        "Mailing_City",
                        "Oslo",
                        "Account_Name",
                        Long.toString(account),
                        "id",
                        "5",
                        "Email_Opt_Out",
                        "true"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(records.coql(
                                admin,
                                "select Owner, Mailing_City, Account_Name, Email_Opt_Out from Contacts where id is not null")
                        .rows()
                        .getFirst()
                        .toString())
                .contains(Long.toString(owner.user().value()))
                .doesNotContain(foreign)
                .doesNotContain("Oslo")
                .doesNotContain(Long.toString(account))
                .doesNotContain("true");
    }

    private long contacts() {
        return records.count(admin, "Contacts", Criteria.everything(), 10).count();
    }

    private WebForm publish(Actor owner, String... fields) {
        WebFormData data = new WebFormData(
                "Contact us",
                "Contacts",
                Stream.of(fields)
                        .map(field -> new FormField(field, field.equals("Last_Name"), Optional.empty()))
                        .toList(),
                Label.of("Thank you!"),
                List.of(),
                owner.user().value());
        return forms.publish(admin, forms.create(admin, data).id());
    }

    private HttpResponse<String> post(WebForm form, Map<String, String> values) {
        StringBuilder body = new StringBuilder();
        values.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return api.post("/forms/" + form.publicKey(), "application/x-www-form-urlencoded", body.toString());
    }
}

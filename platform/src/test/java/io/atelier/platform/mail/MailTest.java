package io.atelier.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.mail.internal.SendMailJob;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.TimelineEntry;
import io.atelier.platform.record.TimelineService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@PlatformTest
class MailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    private Given given;

    @Autowired
    private MailService mails;

    @Autowired
    private MailTemplateService templates;

    @Autowired
    private RuleService rules;

    @Autowired
    private TimelineService timelines;

    @Autowired
    private SendMailJob job;

    private Actor admin;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry properties) {
        SERVER.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        properties.add("atelier.mail.from", () -> "crm@example.org");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    private static String anyAddress() {
        return "u" + UUID.randomUUID() + "@example.com";
    }

    private long lead(String email, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("Last_Name", "O'Hara <b>", "Company", "Engine"));
        if (!email.isEmpty()) {
            values.put("Email", email);
        }
        values.putAll(more);
        return given.record(admin, "Leads", values);
    }

    private MailTemplate template(String subject, String html) {
        return templates.create(admin, new MailTemplateData("Welcome", "Leads", subject, html));
    }

    private static MailRequest adHoc(long lead, String subject, String html) {
        return new MailRequest(
                new MailRequest.Content.AdHoc(subject, html), "Leads", lead, new MailRequest.Recipient.Field("Email"));
    }

    private static List<MimeMessage> received(String address) {
        return Arrays.stream(SERVER.getReceivedMessagesForDomain(address)).toList();
    }

    private List<TimelineEntry> notes(long lead, String kind) {
        return timelines.timeline(admin, "Leads", lead, OptionalLong.empty(), 200).stream()
                .filter(entry -> entry.kind().equals(kind))
                .toList();
    }

    @Test
    void sendsATemplateAndTellsTheTimeline() throws Exception {
        String to = anyAddress();
        long lead = lead(to, Map.of("Lead_Source", "Advertisement"));
        MailTemplate template = template(
                "Grüße, $Leads.Last_Name",
                "<p onclick='x()'>Dear $Leads.Last_Name from $Leads.Lead_Source</p><script>1</script>"
                        + "<p>$user.name of $org.name, $Leads.Owner</p>");

        MailStatus status = mails.send(
                admin,
                new MailRequest(
                        new MailRequest.Content.Template(template.id()),
                        "Leads",
                        lead,
                        new MailRequest.Recipient.Field("Email")));

        await().atMost(PATIENCE).until(() -> !notes(lead, "mail_sent").isEmpty());
        MimeMessage message = received(to).getFirst();
        assertThat(message.getSubject()).isEqualTo("Grüße, O'Hara <b>");
        assertThat(message.getMessageID()).isEqualTo(status.messageId()).contains(Long.toString(status.id()));
        assertThat(message.getFrom()[0].toString()).contains("crm@example.org", "Person");
        assertThat(message.getReplyTo()[0].toString()).contains("person");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("Dear O'Hara <b> from Advertisement");
        assertThat(parts.getBodyPart(1).getContent().toString())
                .contains("&lt;b&gt;", " of Test, Person")
                .doesNotContain("script", "onclick");
        assertThat(notes(lead, "mail_sent").getFirst().detail()).containsEntry("title", "Welcome");
        assertThat(mails.ofRecord(admin, "Leads", lead))
                .extracting(MailStatus::state)
                .containsExactly(MailStatus.State.SENT);
    }

    @Test
    void aSecondRunOfTheJobSendsNothing() throws Exception {
        String to = anyAddress();
        long lead = lead(to, Map.of());
        MailStatus status = mails.send(admin, adHoc(lead, "Hello", "<p>Hi</p>"));
        await().atMost(PATIENCE).until(() -> !notes(lead, "mail_sent").isEmpty());

        job.run(new SendMailJob.Data(admin.org().value(), status.id()));

        assertThat(received(to)).hasSize(1);
        assertThat(notes(lead, "mail_failed")).isEmpty();
        assertThat(mails.ofRecord(admin, "Leads", lead).getFirst().state()).isEqualTo(MailStatus.State.SENT);
    }

    @Test
    void aRuleSendsMail() {
        MailTemplate template = template("Welcome", "<p>Hello</p>");
        rules.create(
                admin,
                new RuleData(
                        "Greet",
                        "Leads",
                        RuleData.Event.CREATED,
                        "",
                        List.of(new RuleAction.SendMail(template.id(), "Email")),
                        true));
        String to = anyAddress();

        long lead = lead(to, Map.of());

        await().atMost(PATIENCE).until(() -> !notes(lead, "mail_sent").isEmpty());
        assertThat(received(to)).hasSize(1);
        assertThatThrownBy(() -> templates.delete(admin, template.id())).hasMessageContaining("rule Greet");
        long silent = lead("", Map.of());
        await().atMost(PATIENCE).until(() -> !notes(silent, "automation_failed").isEmpty());
    }

    @Test
    void refusesWhoOptedOutAndWhoHasNoAddress() {
        long optedOut = lead(anyAddress(), Map.of("Email_Opt_Out", true));
        long nameless = lead("", Map.of());

        assertThatThrownBy(() -> mails.send(admin, adHoc(optedOut, "Hello", "Hi")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
        assertThatThrownBy(() -> mails.send(admin, adHoc(nameless, "Hello", "Hi")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MANDATORY_NOT_FOUND));
        assertThat(mails.ofRecord(admin, "Leads", optedOut)).isEmpty();
        assertThat(mails.ofRecord(admin, "Leads", nameless)).isEmpty();
    }

    @Test
    void optingOutHoldsAlsoWhereTheSenderCannotSeeIt() {
        long lead = lead(anyAddress(), Map.of("Email_Opt_Out", true));
        Actor user = withHidden("Email_Opt_Out");

        assertThatThrownBy(() -> mails.send(user, adHoc(lead, "Hello", "Hi")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
    }

    private Actor withHidden(String field) {
        return given.person(
                admin,
                new Permissions(
                        false,
                        Map.of("Leads", new ModuleRights(Set.of(Verb.values()), false, Set.of(field), Set.of()))));
    }

    @Test
    void refusesLineBreaksInHeaders() {
        long lead = lead(anyAddress(), Map.of("Description", "a\r\nBcc: all@example.org"));

        assertThatThrownBy(() -> mails.send(admin, adHoc(lead, "Hello\r\nBcc: all@example.org", "Hi")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
        assertThatThrownBy(() -> mails.send(admin, adHoc(lead, "About $Leads.Description", "Hi")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
        for (String address :
                List.of("a@b.org\nBcc: c@d.org", "a@b.org, c@d.org", "Ann <a@b.org>", "nobody", "a@b.org\n")) {
            MailRequest request = new MailRequest(
                    new MailRequest.Content.AdHoc("Hello", "Hi"),
                    "Leads",
                    lead,
                    new MailRequest.Recipient.Address(address));
            assertThatThrownBy(() -> mails.send(admin, request))
                    .as(address)
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
        }
        assertThat(mails.ofRecord(admin, "Leads", lead)).isEmpty();
    }

    @Test
    void refusesAHostileOrWrongTemplateAtSave() {
        assertThatThrownBy(() -> template("$Leads.Nothing", "<p>$Leads.getClass().forName('java.lang.Runtime')</p>"))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactly("subject", "html"));
        assertThatThrownBy(() -> template("Hi", "#include('/etc/passwd')")).isInstanceOf(ViolationsException.class);
        assertThatThrownBy(() -> template("Hi", "$user.password")).isInstanceOf(ViolationsException.class);
        assertThatThrownBy(() -> template("Hi", "$Contacts.Email")).isInstanceOf(ViolationsException.class);
        assertThat(templates.list(admin)).isEmpty();
    }

    @Test
    void aTemplateShowsOnlyWhatItsSenderSees() {
        long lead = lead(anyAddress(), Map.of("City", "Oslo"));
        MailTemplateData data = new MailTemplateData("Where", "Leads", "Hi", "<p>[$!Leads.City]</p>");

        assertThat(templates.preview(admin, data, lead).html()).contains("[Oslo]");
        assertThat(templates.preview(withHidden("City"), data, lead).html()).doesNotContain("Oslo");
        assertThat(templates.previewSample(admin, data).html()).contains("[City]");
    }

    @Test
    void onlyAdministratorsWriteTemplates() {
        Actor user = withHidden("City");
        MailTemplate template = template("Hi", "Hello");
        for (Runnable attempt : List.<Runnable>of(
                () -> templates.create(user, template.data()),
                () -> templates.save(user, template.id(), 1, template.data()),
                () -> templates.delete(user, template.id()))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        }
        assertThat(templates.list(user)).hasSize(1);
        assertThatThrownBy(() -> templates.create(admin, template.data())).hasMessageContaining("name");
    }
}

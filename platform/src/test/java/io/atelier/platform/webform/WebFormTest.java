package io.atelier.platform.webform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.Label;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.webform.WebFormData.FormField;
import io.atelier.platform.webform.internal.RateReset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PlatformTest
class WebFormTest {
    private static final String URLENCODED = "application/x-www-form-urlencoded";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    WebFormService forms;

    @Autowired
    RecordService records;

    @Autowired
    RateReset rates;

    private Actor admin;
    private WebForm form;

    @BeforeEach
    void publishForm() {
        rates.reset();
        admin = given.administrator();
        form = publish(List.of());
    }

    @Test
    void makesARecordOfAPlainPost() throws Exception {
        HttpResponse<String> answer = post("Last_Name=O%27Neil&Email=a%40example.org&Email_Opt_Out=true");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Thank you!").contains("<html lang=\"en\">");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(all()).singleElement().satisfies(record -> {
            assertThat(record.text("Last_Name")).isEqualTo("O'Neil");
            assertThat(record.value("Owner"))
                    .hasToString("Lookup[id=" + admin.user().value() + "]");
        });
    }

    @Test
    void ignoresAndCountsWhatIsNoFieldOfTheForm() throws Exception {
        String extra = IntStream.range(0, 190).mapToObj(i -> "x" + i + "=1").collect(Collectors.joining("&"));

        HttpResponse<String> answer = post("Last_Name=A&Phone=666&Owner=1&Created_By=1&id=5&" + extra);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(all())
                .singleElement()
                .satisfies(record -> assertThat(record.text("Phone")).isEmpty());
        assertThat(forms.get(admin, form.id()).ignoredFields()).isEqualTo(194);
        assertThat(forms.get(admin, form.id()).received()).isEqualTo(1);
    }

    @Test
    void refusesTenThousandFieldsAndLargeBodies() throws Exception {
        String many = IntStream.range(0, 10_000).mapToObj(i -> "x" + i + "=1").collect(Collectors.joining("&"));
        String parts = IntStream.range(0, 201)
                .mapToObj(i -> "--b\r\nContent-Disposition: form-data; name=\"x" + i + "\"\r\n\r\n1\r\n")
                .collect(Collectors.joining());

        assertThat(post("Last_Name=A&" + many).statusCode()).isEqualTo(413);
        assertThat(post("Last_Name=" + "x".repeat(256 * 1024)).statusCode()).isEqualTo(413);
        assertThat(send("multipart/form-data; boundary=b", parts + "--b--\r\n").statusCode())
                .isEqualTo(413);
        assertThat(all()).isEmpty();
    }

    @Test
    void storesScriptsAsTheyAreAndShowsThemEscaped() throws Exception {
        String script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27";

        HttpResponse<String> stored = post("Last_Name=" + script);
        HttpResponse<String> shown = post("Last_Name=" + script + "&Email=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E");

        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(all())
                .singleElement()
                .satisfies(record -> assertThat(record.text("Last_Name")).isEqualTo("<script>alert(1)</script>\"'"));
        assertThat(shown.statusCode()).isEqualTo(400);
        assertThat(shown.body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script")
                .doesNotContain("<img");
        assertThat(shown.body()).contains("aria-invalid").contains("This does not fit here.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded; charset=utf-7",
                "application/x-www-form-urlencoded, application/json",
                "multipart/mixed; boundary=b",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "application/x-www-form-urlencoded+json",
                "*/*"
            })
    void refusesOtherTypes(String type) throws Exception {
        assertThat(send(type, "{\"Last_Name\":\"A\"}").statusCode()).isEqualTo(415);
        assertThat(all()).isEmpty();
    }

    @Test
    void readsPartsButNoFiles() throws Exception {
        String good = "--b\r\nContent-Disposition: form-data; name=\"Last_Name\"\r\n\r\nKöln\r\n--b--\r\n";
        String file =
                "--b\r\nContent-Disposition: form-data; name=\"Last_Name\"; filename=\"../../x\"\r\n\r\nA\r\n--b--\r\n";

        assertThat(send("multipart/form-data; boundary=b", good).statusCode()).isEqualTo(200);
        assertThat(send("multipart/form-data; boundary=b", file).statusCode()).isEqualTo(415);
        assertThat(send("multipart/form-data; boundary=b", "--b\r\nno end").statusCode())
                .isEqualTo(400);
        assertThat(post("Last_Name=%zz").statusCode()).isEqualTo(400);
        assertThat(post("Last_Name=%ff%fe").statusCode()).isEqualTo(400);
        assertThat(all())
                .singleElement()
                .satisfies(record -> assertThat(record.text("Last_Name")).isEqualTo("Köln"));
    }

    @Test
    void asksForWhatIsRequiredInTheLanguageOfThePage() throws Exception {
        HttpResponse<String> answer = http.send(
                request("?lang=ru")
                        .header("Accept", "application/json")
                        .header("Content-Type", URLENCODED)
                        .POST(HttpRequest.BodyPublishers.ofString("Email=a%40example.org"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"Last_Name\":\"Это поле нужно заполнить.\"");
    }

    @Test
    void pretendsToRobotsThatAllIsWell() throws Exception {
        HttpResponse<String> answer = post("Last_Name=Robot&_homepage=http%3A%2F%2Fspam");

        assertThat(answer.body()).contains("Thank you!");
        assertThat(all()).isEmpty();
        assertThat(forms.get(admin, form.id()).suspectedRobots()).isEqualTo(1);
    }

    @Test
    void answersUnknownAndClosedForms() throws Exception {
        String known = form.publicKey();
        forms.unpublish(admin, form.id());

        assertThat(post("Last_Name=A").statusCode()).isEqualTo(410);
        assertThat(get("/forms/" + known).statusCode()).isEqualTo(410);
        assertThat(get("/forms/" + known.substring(0, known.length() - 1) + "x").statusCode())
                .isEqualTo(404);
        assertThat(get("/forms/999999-" + known.split("-")[1]).statusCode()).isEqualTo(404);
        assertThat(get("/forms/" + (Long.parseLong(known.split("-")[0]) + 1) + "-" + known.split("-")[1])
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsForeignSitesOutWhereTheFormNamesItsOwn() throws Exception {
        form = publish(List.of("https://good.example"));

        assertThat(postFrom("https://evil.example").statusCode()).isEqualTo(403);
        HttpResponse<String> good = postFrom("https://good.example");
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://good.example");
        assertThat(good.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(postFrom("null").statusCode()).isEqualTo(200);
        assertThat(post("Last_Name=A").statusCode()).as("no origin").isEqualTo(200);
        assertThat(postFrom("http://localhost:" + port).statusCode()).isEqualTo(200);
    }

    @Test
    void slowsOneSenderDown() throws Exception {
        int refused = 0;
        for (int i = 0; i < 130; i++) {
            refused += post("Last_Name=&Email=x").statusCode() == 429 ? 1 : 0;
        }

        assertThat(refused).isGreaterThanOrEqualTo(10).isLessThanOrEqualTo(70);
        assertThat(get("/forms/" + form.publicKey()).statusCode()).isEqualTo(200);
    }

    @Test
    void showsTheFormAndGivesASnippet() throws Exception {
        HttpResponse<String> page = get("/forms/" + form.publicKey());
        String snippet = forms.snippet(admin, form.id(), "https://crm.example", Locale.of("ru"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<label for=\"f" + form.id() + "-Last_Name\">Surname *</label>")
                .contains("method=\"post\"");
        assertThat(get("/forms/" + form.publicKey() + "/form.js")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("text/javascript");
        assertThat(get("/forms/form.css").statusCode()).isEqualTo(200);
        assertThat(snippet)
                .contains("action=\"https://crm.example/forms/" + form.publicKey() + "?lang=ru\"")
                .contains("Эл. почта")
                .contains("/form.js\" async></script>");
    }

    @Test
    void refusesFormsThatAskForTooMuch() {
        WebFormData data = new WebFormData(
                "x",
                "Contacts",
                List.of(field("Account_Name", false), field("Owner", false), field("Nonsense", false)),
                Label.of("Thanks"),
                List.of("evil"),
                1);

        assertThatThrownBy(() -> forms.create(admin, data))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations().stream().map(v -> v.code() + " " + v.path()))
                                .containsExactly(
                                        "NOT_SUPPORTED Account_Name",
                                        "NOT_SUPPORTED Owner",
                                        "INVALID_FIELD Nonsense",
                                        "MANDATORY_NOT_FOUND Last_Name",
                                        "INVALID_DATA allowedOrigins",
                                        "INVALID_DATA ownerUser"));
    }

    private WebForm publish(List<String> origins) {
        WebFormData data = new WebFormData(
                "Contact us",
                "Contacts",
                List.of(
                        new FormField("Last_Name", true, Optional.of(Label.of("Surname", "Фамилия"))),
                        field("Email", false),
                        field("Email_Opt_Out", false)),
                Label.of("Thank you!", "Спасибо!"),
                origins,
                admin.user().value());
        return forms.publish(admin, forms.create(admin, data).id());
    }

    private static FormField field(String name, boolean required) {
        return new FormField(name, required, Optional.empty());
    }

    private List<CrmRecord> all() {
        return records.query(
                        admin,
                        RecordQuery.of("Contacts", List.of("Last_Name", "Email", "Phone", "Owner"), 100)
                                .where(Criteria.everything()))
                .records();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(URLENCODED, body);
    }

    private HttpResponse<String> postFrom(String origin) throws IOException, InterruptedException {
        return http.send(
                request("")
                        .header("Content-Type", URLENCODED)
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString("Last_Name=A"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String type, String body) throws IOException, InterruptedException {
        return http.send(
                request("")
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/forms/" + form.publicKey() + query));
    }
}

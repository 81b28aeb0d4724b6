package io.atelier.platform.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class WidgetServiceTest {
    @Autowired
    private Given given;

    @Autowired
    private WidgetService widgets;

    @Autowired
    private WidgetBroker broker;

    @Autowired
    private RecordService records;

    @Autowired
    private JsonMapper json;

    @LocalServerPort
    private int port;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void servesItsFilesSandboxed() throws Exception {
        Widget widget = widgets.upload(admin, "W", "Leads", zip(Map.of("app/widget.html", "<p>hello</p>")));

        HttpResponse<String> page = get(widget.path());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("<p>hello</p>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox allow-scripts")
                .doesNotContain("allow-same-origin");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(get("widgets/" + widget.publicKey() + "/../../etc/passwd").statusCode())
                .isNotEqualTo(200);
        assertThat(get("widgets/" + "0".repeat(32) + "/app/widget.html").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil.html", "app/../../evil", "/etc/passwd", "C:\\evil", "app/./x", "app\\..\\x", "a\u0000b"
            })
    void refusesNamesThatLeadOut(String name) throws IOException {
        assertThatThrownBy(() -> widgets.upload(admin, "W", "Leads", zip(Map.of("app/widget.html", "x", name, "evil"))))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE));
        assertThat(widgets.all(admin)).isEmpty();
    }

    @Test
    void refusesABombAMissingPageAndWhatIsNoZip() throws IOException {
        byte[] zeros = new byte[30 * 1024 * 1024];
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bomb)) {
            out.putNextEntry(new ZipEntry("app/widget.html"));
            out.write(zeros);
        }
        assertThat(bomb.size()).isLessThan(100_000);
        refused(new ByteArrayInputStream(bomb.toByteArray()), ErrorCode.LIMIT_EXCEEDED);
        refused(zip(Map.of("index.html", "x")), ErrorCode.INVALID_FILE);
        refused(new ByteArrayInputStream("no zip at all".getBytes()), ErrorCode.INVALID_FILE);
        refused(new ByteArrayInputStream(new byte[0]), ErrorCode.INVALID_FILE);
        assertThat(widgets.all(admin)).isEmpty();
    }

    @Test
    void holdsItsLimitOfFiles() throws IOException {
        refused(zip(501), ErrorCode.LIMIT_EXCEEDED);
        widgets.upload(admin, "W", "Leads", zip(500));
        assertThat(widgets.all(admin)).hasSize(1);
    }

    @Test
    void actsAsThePersonWhoLooksAndNoMore() {
        long lead = given.record(admin, "Leads", Map.of("Last_Name", "L", "Company", "C", "Annual_Revenue", 7));
        ModuleRights rights =
                new ModuleRights(Set.of(Verb.READ, Verb.UPDATE), false, Set.of("Annual_Revenue"), Set.of("Company"));
        Actor member = given.person(admin, new Permissions(false, Map.of("Leads", rights)));
        Widget widget = new Widget(1, "W", "Leads", "0".repeat(32));

        Object read = broker.answer(member, widget, json.readTree("""
                {"category": "READ", "APIData": {"Entity": "Leads", "RecordID": "%d"}}""".formatted(lead)));
        assertThat(json.writeValueAsString(read))
                .contains("\"Last_Name\":\"L\"")
                .doesNotContain("Annual_Revenue");

        assertThatThrownBy(() -> broker.answer(member, widget, json.readTree("""
                {"category": "UPDATE", "type": "RECORD", "Entity": "Leads",
                 "APIData": {"id": "%d", "Company": "Mine"}}""".formatted(lead))))
                .isInstanceOf(PlatformException.class);
        assertThat(records.get(admin, "Leads", lead).value("Company")).isEqualTo(new FieldValue.Text("C"));
        assertThatThrownBy(() -> broker.answer(member, widget, json.readTree("""
                {"category": "CONNECTOR", "url": "http://169.254.169.254/"}""")))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
    }

    private void refused(ByteArrayInputStream zip, ErrorCode code) {
        assertThatThrownBy(() -> widgets.upload(admin, "W", "Leads", zip))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static ByteArrayInputStream zip(int files) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>(Map.of("app/widget.html", "x"));
        for (int i = 1; i < files; i++) {
            contents.put("app/f" + i + ".js", "");
        }
        return zip(contents);
    }

    private static ByteArrayInputStream zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes());
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}

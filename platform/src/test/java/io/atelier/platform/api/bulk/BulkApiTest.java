package io.atelier.platform.api.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bulk jobs and the change feed in the shapes that clients know. */
@PlatformTest
class BulkApiTest {
    private static final String EVERYTHING = "ZohoCRM.modules.ALL,ZohoCRM.bulk.ALL,ZohoCRM.files.ALL";
    private static final String MULTIPART = "multipart/form-data; boundary=xx";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Autowired
    TokenService tokens;

    private Actor admin;
    private String token;

    @BeforeEach
    void organization() {
        admin = given.administrator();
        token = token(EVERYTHING);
    }

    @Test
    void readsManyRecords() throws Exception {
        long rome = given.record(admin, "Leads", Map.of("Last_Name", "Ali", "Company", "Acme", "City", "Rome"));
        given.record(admin, "Leads", Map.of("Last_Name", "Bo", "Company", "Acme", "City", "Oslo"));

        HttpResponse<byte[]> asked = post("/crm/bulk/v8/read", """
                {"query":{"module":{"api_name":"Leads"},"fields":["id","City"],"page":1,
                 "criteria":{"field":{"api_name":"City"},"comparator":"equal","value":"Rome"}},"file_type":"csv"}""");
        assertThat(asked.statusCode()).as(text(asked)).isEqualTo(201);
        JsonNode row = json.readTree(asked.body()).at("/data/0");
        assertThat(row.at("/code").stringValue()).isEqualTo("ADDED_SUCCESSFULLY");
        assertThat(row.at("/message").stringValue()).isEqualTo("Added successfully.");
        assertThat(row.at("/details/operation").stringValue()).isEqualTo("read");
        assertThat(row.at("/details/state").stringValue()).isEqualTo("ADDED");
        assertThat(row.at("/details/created_by/id").stringValue())
                .isEqualTo(Long.toString(admin.user().value()));
        assertThat(json.readTree(asked.body()).at("/info").isObject()).isTrue();
        JsonNode done = end("/crm/bulk/v8/read/" + row.at("/details/id").stringValue(), "/data/0/state")
                .at("/data/0");

        assertThat(done.at("/state").stringValue()).isEqualTo("COMPLETED");
        assertThat(done.at("/query/module/api_name").stringValue()).isEqualTo("Leads");
        assertThat(done.at("/query/criteria/comparator").stringValue()).isEqualTo("equal");
        assertThat(done.at("/result/count").intValue()).isOne();
        assertThat(done.at("/result/per_page").intValue()).isEqualTo(200_000);
        assertThat(done.at("/result/more_records").booleanValue()).isFalse();
        HttpResponse<byte[]> result =
                send("GET", done.at("/result/download_url").stringValue(), null, new byte[0]);
        assertThat(result.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(result.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;filename*=UTF-8''");
        assertThat(unzipped(result.body())).isEqualTo("id,City\r\n" + rome + ",Rome\r\n");
    }

    @Test
    void theOlderVersionNamesModulesByText() throws Exception {
        HttpResponse<byte[]> asked = post("/crm/bulk/v2/read", """
                {"query":{"module":"Leads","fields":["Last_Name"],
                 "criteria":{"api_name":"City","comparator":"equal","value":"Rome"}}}""");
        JsonNode done = end(
                        "/crm/bulk/v2/read/"
                                + json.readTree(asked.body())
                                        .at("/data/0/details/id")
                                        .stringValue(),
                        "/data/0/state")
                .at("/data/0");

        assertThat(done.at("/query/module").stringValue()).isEqualTo("Leads");
        assertThat(done.at("/result/download_url").stringValue()).startsWith("/crm/bulk/v2/read/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v8", "v2"})
    void writesManyRecords(String version) throws Exception {
        HttpResponse<byte[]> uploaded = upload(version, org(), "bulk-write", "Last_Name,City\nAli,Rome\n,Oslo\n");
        assertThat(uploaded.statusCode()).as(text(uploaded)).isEqualTo(200);
        JsonNode file = json.readTree(uploaded.body());
        assertThat(file.at("/code").stringValue()).isEqualTo("FILE_UPLOAD_SUCCESS");
        assertThat(file.at("/message").stringValue()).isEqualTo("file uploaded.");

        HttpResponse<byte[]> started = post("/crm/bulk/" + version + "/write", """
                {"operation":"insert","character_encoding":"UTF-8","resource":[{"type":"data","module":%s,
                 "file_id":"%s","ignore_empty":true,"field_mappings":[{"api_name":"Last_Name","index":0},
                 {"api_name":"City","index":1},{"api_name":"Company","default_value":{"value":"Acme"}}]}]}""".formatted(
                        version.equals("v8") ? "{\"api_name\":\"Leads\"}" : "\"Leads\"",
                        file.at("/details/file_id").stringValue()));
        assertThat(started.statusCode()).as(text(started)).isEqualTo(201);
        JsonNode job = json.readTree(started.body());
        assertThat(job.at("/code").stringValue()).isEqualTo("SUCCESS");
        assertThat(job.at("/message").stringValue()).isEqualTo("success");
        JsonNode done =
                end("/crm/bulk/" + version + "/write/" + job.at("/details/id").stringValue(), "/status");

        assertThat(done.at("/status").stringValue()).isEqualTo("COMPLETED");
        assertThat(done.at("/operation").stringValue()).isEqualTo("insert");
        assertThat(done.at("/resource/0/file/name").stringValue()).isEqualTo("rows.csv");
        assertThat(done.at("/resource/0/file/added_count").intValue()).isOne();
        assertThat(done.at("/resource/0/file/skipped_count").intValue()).isOne();
        assertThat(done.at("/resource/0/file/total_count").intValue()).isEqualTo(2);
        assertThat(done.at("/resource/0/field_mappings/0/api_name").stringValue())
                .isEqualTo("Last_Name");
        String url = done.at("/result/download_url").stringValue();
        assertThat(url).startsWith("http://localhost:" + port + "/crm/bulk/" + version);
        HttpResponse<byte[]> result = send("GET", URI.create(url).getPath(), null, new byte[0]);
        assertThat(result.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(unzipped(result.body()))
                .contains("Last_Name,City,STATUS,RECORD_ID,ERRORS")
                .containsPattern("Ali,Rome,ADDED,\\d+,")
                .contains(",Oslo,SKIPPED,,");
    }

    @Test
    void anUploadNeedsItsHeaders() throws Exception {
        for (HttpResponse<byte[]> refused : List.of(
                upload("v8", "x", "bulk-write", "a"),
                upload("v8", org() + "0", "bulk-write", "a"),
                upload("v8", org(), "other", "a"))) {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json.readTree(refused.body())).isEqualTo(json.readTree("""
                            {"x-error":"check if headers [feature, X-CRM-ORG] are present and valid",
                             "http_status":"400"}"""));
        }
        assertThat(text(send("POST", "/crm/v8/upload", "application/json", "{}".getBytes(StandardCharsets.UTF_8))))
                .contains("x-error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"query\":7}",
                "{\"query\":{}}",
                "{\"query\":{\"module\":7}}",
                "{\"query\":{\"module\":{}}}",
                "{\"query\":{\"module\":\"Nothing\"}}",
                "{\"query\":{\"module\":\"Leads' or 1=1\"}}",
                "{\"query\":{\"module\":\"Leads\",\"fields\":\"City\"}}",
                "{\"query\":{\"module\":\"Leads\",\"fields\":[7]}}",
                "{\"query\":{\"module\":\"Leads\",\"fields\":[\"Nothing\"]}}",
                "{\"query\":{\"module\":\"Leads\",\"fields\":[\"City; drop table x\"]}}",
                "{\"query\":{\"module\":\"Leads\",\"page\":1.5}}",
                "{\"query\":{\"module\":\"Leads\",\"page\":\"1\"}}",
                "{\"query\":{\"module\":\"Leads\",\"page\":99999999999}}",
                "{\"query\":{\"module\":\"Leads\",\"page\":2,\"page_token\":\"x\"}}",
                "{\"query\":{\"module\":\"Leads\",\"criteria\":[]}}",
                "{\"query\":{\"module\":\"Leads\",\"criteria\":{\"comparator\":\"equal\"}}}",
                "{\"query\":{\"module\":\"Leads\",\"cvid\":\"7\"}}",
                "{\"query\":{\"module\":\"Leads\"},\"file_type\":\"ics\"}",
                "{\"query\":{\"module\":\"Leads\"},\"callback\":{\"method\":\"post\"}}",
                "{\"query\":{\"module\":\"Leads\"},\"callback\":{\"url\":\"https://a.example/\",\"method\":\"get\"}}",
                "{\"query\":{\"module\":\"Leads\"},\"callback\":{\"url\":\"http://127.0.0.1/\",\"method\":\"post\"}}"
            })
    void refusesWhatIsNoBulkRead(String body) throws Exception {
        HttpResponse<byte[]> refused = post("/crm/bulk/v8/read", body);

        assertThat(refused.statusCode()).as(text(refused)).isEqualTo(400);
        assertThat(text(refused)).contains("\"status\":\"error\"").contains("\"details\":{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"operation\":\"delete\",\"resource\":[{}]}",
                "{\"operation\":\"insert\"}",
                "{\"operation\":\"insert\",\"resource\":{}}",
                "{\"operation\":\"insert\",\"resource\":[]}",
                "{\"operation\":\"insert\",\"resource\":[7]}",
                "{\"operation\":\"insert\",\"resource\":[{},{}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\"}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"x\",\"field_mappings\":[]}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"field_mappings\":[7]}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"field_mappings\":[{\"index\":0}]}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"field_mappings\":[{\"api_name\":\"City\"}]}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"field_mappings\":[{\"api_name\":\"City\",\"index\":\"0\"}]}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"field_mappings\":[{\"api_name\":\"City\",\"default_value\":{}}]}]}",
                "{\"operation\":\"insert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"ignore_empty\":\"yes\",\"field_mappings\":[]}]}",
                "{\"operation\":\"upsert\",\"resource\":[{\"module\":\"Leads\",\"file_id\":\"1\",\"field_mappings\":[{\"api_name\":\"City\",\"index\":0}]}]}"
            })
    void refusesWhatIsNoBulkWrite(String body) throws Exception {
        HttpResponse<byte[]> refused = post("/crm/bulk/v8/write", body);

        assertThat(refused.statusCode()).as(text(refused)).isEqualTo(400);
        assertThat(text(refused)).contains("\"status\":\"error\"").contains("\"details\":{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/bulk/v8/read/7",
                "/crm/bulk/v8/read/7/result",
                "/crm/bulk/v8/write/7",
                "/crm/bulk/v8/write/7/result",
                "/crm/bulk/v7/read/7",
                "/crm/bulk/v8/read/x"
            })
    void whatIsNotThereIsTold(String path) throws Exception {
        HttpResponse<byte[]> refused = send("GET", path, null, new byte[0]);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(text(refused)).contains("\"status\":\"error\"");
    }

    @Test
    void aTokenForOneModuleReachesNoOther() throws Exception {
        given.record(admin, "Contacts", Map.of("Last_Name", "Ali"));
        String all = "{\"query\":{\"module\":{\"api_name\":\"%s\"},\"fields\":[%s]}}";
        String id = json.readTree(
                        post("/crm/bulk/v8/read", all.formatted("Contacts", "")).body())
                .at("/data/0/details/id")
                .stringValue();
        token = token("ZohoCRM.modules.Leads.READ,ZohoCRM.modules.Leads.CREATE,ZohoCRM.bulk.ALL,ZohoCRM.files.ALL");

        assertThat(post("/crm/bulk/v8/read", all.formatted("Leads", "")).statusCode())
                .isEqualTo(201);
        assertThat(text(post("/crm/bulk/v8/read", all.formatted("Contacts", ""))))
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(text(post("/crm/bulk/v8/read", all.formatted("Leads", "\"Owner.email\""))))
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(text(send("GET", "/crm/bulk/v8/read/" + id, null, new byte[0])))
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(text(send("GET", "/crm/bulk/v8/read/" + id + "/result", null, new byte[0])))
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(text(post("/crm/bulk/v8/write", """
                        {"operation":"update","resource":[{"module":"Leads","file_id":"1","field_mappings":[]}]}"""))).contains("OAUTH_SCOPE_MISMATCH");
        assertThat(text(send("GET", "/crm/v8/changes", null, new byte[0]))).contains("OAUTH_SCOPE_MISMATCH");
        assertThat(text(send("GET", "/crm/v8/changes?module=Contacts", null, new byte[0])))
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(send("GET", "/crm/v8/changes?module=Leads", null, new byte[0])
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsChangesFromCursorToCursor() throws Exception {
        JsonNode now = get("/crm/v8/changes?cursor=latest");
        assertThat(now.at("/data").size()).isZero();
        long lead = given.record(admin, "Leads", Map.of("Last_Name", "Ali", "Company", "Acme"));
        String path = "/crm/v8/changes?module=Leads&limit=1&cursor=";

        JsonNode page = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> get(path + now.at("/info/next_cursor").stringValue()),
                        found -> !found.at("/data").isEmpty());

        JsonNode change = page.at("/data/0");
        assertThat(change.at("/operation").stringValue()).isEqualTo("insert");
        assertThat(change.at("/id").stringValue()).isEqualTo(Long.toString(lead));
        assertThat(change.at("/module/api_name").stringValue()).isEqualTo("Leads");
        assertThat(change.at("/by/id").stringValue())
                .isEqualTo(Long.toString(admin.user().value()));
        assertThat(page.at("/info/more_records").booleanValue()).isFalse();
        assertThat(get(path + page.at("/info/next_cursor").stringValue())
                        .at("/data")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=x", "limit=0", "limit=1001", "limit=x", "module=Nothing", "cursor=a&cursor=b"})
    void refusesWhatIsNoPlaceInTheFeed(String query) throws Exception {
        HttpResponse<byte[]> refused = send("GET", "/crm/v8/changes?" + query, null, new byte[0]);

        assertThat(refused.statusCode()).as(text(refused)).isEqualTo(400);
        assertThat(text(refused)).contains("\"status\":\"error\"");
    }

    private String token(String scopes) {
        NewApiClient client = clients.create(admin, ApiClientData.credentials("Bulk", Scope.parse(scopes)));
        return ((TokenAnswer.Issued)
                        tokens.clientCredentials(client.clientId(), Optional.of(client.secret()), Optional.empty()))
                .accessToken();
    }

    private String org() {
        return Long.toString(admin.org().value());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(send("GET", path, null, new byte[0]).body());
    }

    private JsonNode end(String path, String state) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> get(path), job -> {
            String now = job.at(state).stringValue();
            return now.equals("COMPLETED") || now.startsWith("FAIL");
        });
    }

    private HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> upload(String version, String org, String feature, String csv)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.zip\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(zip(csv));
        body.writeBytes("\r\n--xx--\r\n".getBytes(StandardCharsets.UTF_8));
        return http.send(
                request("/crm/" + version + "/upload", MULTIPART)
                        .header("feature", feature)
                        .header("X-CRM-ORG", org)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                request(path, type)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Zoho-oauthtoken " + token);
        return type == null ? request : request.header("Content-Type", type);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static byte[] zip(String csv) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("rows.csv"));
            zip.write(csv.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private static String unzipped(byte[] archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            assertThat(zip.getNextEntry().getName()).endsWith(".csv");
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

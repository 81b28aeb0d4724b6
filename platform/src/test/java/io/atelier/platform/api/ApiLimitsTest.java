package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.usage.ApiLimitService;
import io.atelier.platform.usage.ApiLimits;
import io.atelier.platform.usage.ApiUsageService;
import io.atelier.platform.usage.UsageLine;
import io.atelier.platform.usage.UsagePeriod;
import io.atelier.platform.usage.UsageReport;
import io.atelier.platform.usage.internal.Allowances;
import io.atelier.platform.usage.internal.UsageCounter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What programs may use, as they meet it over HTTP. */
@PlatformTest
class ApiLimitsTest {
    private static final String LIST = "/crm/v8/Leads?fields=Last_Name";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Given given;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private TokenService tokens;

    @Autowired
    private ApiLimitService limits;

    @Autowired
    private ApiUsageService usage;

    @Autowired
    private Allowances allowances;

    @Autowired
    private UsageCounter counter;

    @Autowired
    private InstantSource clock;

    private Actor admin;
    private String client;
    private String token;

    @BeforeEach
    void aProgram() {
        admin = given.administrator();
        given.record(admin, "Leads", Map.of("Last_Name", "Byron", "Company", "Engines"));
        NewApiClient made = clients.create(
                admin,
                ApiClientData.credentials(
                        "Shop",
                        Scope.parse(
                                "ZohoCRM.modules.Leads.ALL,ZohoCRM.coql.READ,ZohoCRM.settings.ALL,ZohoCRM.composite_requests.CUSTOM")));
        client = made.clientId();
        TokenAnswer answer = tokens.clientCredentials(client, Optional.of(made.secret()), Optional.empty());
        token = ((TokenAnswer.Issued) answer).accessToken();
    }

    @Test
    void everyAnswerSaysWhatIsLeft() throws Exception {
        allow(1_000, 5, 50);

        HttpResponse<String> first = get(LIST);
        HttpResponse<String> second = get("/crm/v8/Nothing/1/2/3/4");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(number(first, "X-RateLimit-Limit")).isEqualTo(50);
        assertThat(number(first, "X-RateLimit-Remaining")).isBetween(0L, 49L);
        assertThat(Instant.ofEpochSecond(number(first, "X-RateLimit-Reset")))
                .isBetween(clock.instant().minusSeconds(1), clock.instant().plusSeconds(60));
        assertThat(number(first, "X-API-CREDITS-REMAINING")).isEqualTo(999);
        assertThat(second.statusCode()).isEqualTo(404);
        assertThat(number(second, "X-API-CREDITS-REMAINING")).isEqualTo(998);
        assertThat(first.headers().firstValue("X-Request-Id"))
                .isPresent()
                .isNotEqualTo(second.headers().firstValue("X-Request-Id"));
    }

    @Test
    void creditsLastToTheLimitAndNoFurther() throws Exception {
        allow(3, 5, 1_000);

        assertThat(get(LIST).statusCode()).isEqualTo(200);
        assertThat(get(LIST).statusCode()).isEqualTo(200);
        assertThat(get(LIST).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = get(LIST);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains("\"code\":\"LIMIT_EXCEEDED\"", "\"details\":{\"limit\":3}", "\"status\":\"error\"");
        assertThat(number(refused, "Retry-After")).isBetween(24L * 3_600, 24L * 3_600 + 900);
        assertThat(number(refused, "X-API-CREDITS-REMAINING")).isZero();
    }

    @Test
    void aMinuteHasItsMostCalls() throws Exception {
        allow(1_000, 5, 2);
        HttpResponse<String> refused = get(LIST);
        for (int i = 0; i < 5 && refused.statusCode() == 200; i++) { // a minute may end meanwhile
            refused = get(LIST);
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"TOO_MANY_REQUESTS\"", "\"details\":{\"limit\":2}");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 60L);
        assertThat(number(refused, "X-RateLimit-Remaining")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"9, 1", "10, 1", "11, 2", "100, 10"})
    void recordsAreWrittenTenForACredit(int rows, int credits) throws Exception {
        allow(1_000, 5, 1_000);

        HttpResponse<String> written = send("POST", "/crm/v8/Leads", body(rows));

        assertThat(written.statusCode()).isEqualTo(201);
        assertThat(number(written, "X-API-CREDITS-REMAINING")).isEqualTo(1_000 - credits);
    }

    @Test
    void aWriteThatCostsMoreThanIsLeftWritesNothing() throws Exception {
        allow(4, 5, 1_000);

        HttpResponse<String> refused = send("POST", "/crm/v8/Leads", body(50));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("LIMIT_EXCEEDED");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(get(LIST).body()).contains("Byron").doesNotContain("Ada");
    }

    @Test
    void aQueryCostsWhatItMayBring() throws Exception {
        allow(1_000, 5, 1_000);

        HttpResponse<String> answer = send(
                "POST",
                "/crm/v8/coql",
                "{\"select_query\":\"select Last_Name from Leads where Last_Name is not null limit 1001\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(number(answer, "X-API-CREDITS-REMAINING")).isEqualTo(997);
    }

    @Test
    void aStreamCostsWhatItWritesAndReads() throws Exception {
        allow(1_000, 5, 1_000);
        String lines = "{\"Last_Name\":\"Ada\",\"Company\":\"Engines\"}\n".repeat(2_000);

        HttpResponse<String> written = send("POST", "/crm/v8/Leads/actions/stream", lines);
        long afterWriting = number(get(LIST), "X-API-CREDITS-REMAINING");
        HttpResponse<String> read = get("/crm/v8/Leads/actions/stream?fields=Last_Name");
        long afterReading = number(get(LIST), "X-API-CREDITS-REMAINING");

        assertThat(written.body()).contains("\"saved\":2000");
        assertThat(afterWriting).isEqualTo(1_000 - 200 - 1);
        assertThat(read.body()).contains("\"count\":2001");
        assertThat(afterReading).isEqualTo(afterWriting - 2 - 1);
    }

    @Test
    void aStreamThatCostsMoreThanIsLeftEndsAtABatchAndSaysSo() throws Exception {
        allow(150, 5, 1_000);
        String lines = "{\"Last_Name\":\"Ada\",\"Company\":\"Engines\"}\n".repeat(1_501);

        HttpResponse<String> cut = send("POST", "/crm/v8/Leads/actions/stream", lines);

        assertThat(cut.body().lines().toList().getLast()).contains("LIMIT_EXCEEDED");
        long saved = cut.body().lines().filter(line -> line.contains("SUCCESS")).count();
        assertThat(saved).isBetween(1L, 1_500L);
        allow(1_000, 5, 1_000);
        assertThat(get("/crm/v8/Leads/actions/count").body()).contains("\"count\":" + (saved + 1));
    }

    @Test
    void severalRequestsAsOneCostWhatEachCosts() throws Exception {
        allow(1_000, 5, 1_000);
        String write = "{\"method\":\"POST\",\"uri\":\"/crm/v8/Leads\",\"body\":%s}".formatted(body(11));
        String read = "{\"method\":\"GET\",\"uri\":\"/crm/v8/Leads\",\"params\":{\"fields\":\"Last_Name\"}}";

        HttpResponse<String> answer = send(
                "POST", "/crm/v8/__composite_requests", "{\"__composite_requests\":[%s,%s]}".formatted(write, read));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(number(answer, "X-API-CREDITS-REMAINING")).isEqualTo(1_000 - 2 - 1);
    }

    @Test
    void aRefusedTokenUsesNothing() throws Exception {
        allow(1, 5, 1_000);
        HttpRequest.Builder stranger = HttpRequest.newBuilder(address(LIST)).header("Authorization", "Bearer nobody");

        HttpResponse<String> unknown = http.send(stranger.build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> outOfScope = get("/crm/v8/Contacts?fields=Last_Name");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.headers().firstValue("X-RateLimit-Limit")).isEmpty();
        assertThat(outOfScope.statusCode()).isEqualTo(401);
        assertThat(get(LIST).statusCode()).isEqualTo(200);
        assertThat(get(LIST).statusCode()).isEqualTo(429);
    }

    @Test
    void callsAreCountedByRouteAndNeverByAddress() throws Exception {
        get(LIST);
        get("/crm/v8/Leads/999");
        send("PATCH", "/crm/v8/Leads", "");
        get("/crm/v8/no/such/place/secret-canary");
        counter.flush();

        UsageReport report = usage.report(admin, UsagePeriod.HOUR, ZoneOffset.UTC);

        assertThat(report.clients()).singleElement().satisfies(line -> {
            assertThat(line.key()).isEqualTo(client);
            assertThat(line.calls()).isEqualTo(4);
            assertThat(line.refused()).isEqualTo(3);
            assertThat(line.latency().worst()).isPositive();
        });
        assertThat(report.routes())
                .extracting(UsageLine::key)
                .allMatch(route -> route.matches("(GET|PATCH) /crm/.*"))
                .noneMatch(route -> route.contains("999") || route.contains("canary") || route.contains("?"));
    }

    @Test
    void administratorsSeeWhatIsLeft() throws Exception {
        allow(1_000, 5, 1_000);
        get(LIST);
        send("POST", "/crm/v8/Leads", body(20));
        allowances.settle();

        assertThat(limits.creditsLeft(admin).get(client).left()).isEqualTo(997);
        assertThat(limits.creditsLeft(admin).get(client).limit()).isEqualTo(1_000);
        assertThat(limits.creditsLeftOfOrganization(admin).left()).isEqualTo(ApiLimits.CREDITS_OF_ORGANIZATION - 3);
    }

    @Test
    void aClientGetsTheUsualLimitsBack() {
        allow(7, 8, 9);
        assertThat(limits.all(admin)).containsEntry(client, new ApiLimits(7, 8, 9));

        limits.reset(admin, client);

        assertThat(limits.all(admin))
                .containsEntry(client, new ApiLimits(ApiLimits.CREDITS, ApiLimits.CONCURRENT, ApiLimits.PER_MINUTE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, true",
        "1000000000, 1000, 1000000, true",
        "0, 1, 1, false",
        "1, 0, 1, false",
        "1, 1, 0, false",
        "1000000001, 1, 1, false",
        "1, 1001, 1, false",
        "1, 1, 1000001, false"
    })
    void limitsHaveLimits(long credits, int concurrent, int perMinute, boolean good) {
        if (good) {
            allow(credits, concurrent, perMinute);
            assertThat(limits.all(admin)).containsEntry(client, new ApiLimits(credits, concurrent, perMinute));
        } else {
            assertThatThrownBy(() -> allow(credits, concurrent, perMinute)).isInstanceOf(ViolationsException.class);
        }
    }

    @Test
    void limitsAreForWhoManagesProgramsOfTheirOwnOrganization() {
        Actor stranger = given.administrator();
        Actor person = given.person(admin, new Permissions(false, Set.of(Permission.API_ACCESS), Map.of()));

        assertThatThrownBy(() -> limits.change(stranger, client, new ApiLimits(1, 1, 1)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(limits.all(stranger)).doesNotContainKey(client);
        assertThatThrownBy(() -> limits.change(person, client, new ApiLimits(1, 1, 1)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        assertThatThrownBy(() -> limits.creditsLeftOfOrganization(person)).isInstanceOf(PlatformException.class);
    }

    @Test
    void aClientThatIsGoneHasNoLimits() {
        allow(7, 8, 9);
        clients.delete(admin, client);

        assertThat(limits.all(admin)).doesNotContainKey(client);
        assertThatThrownBy(() -> allow(1, 1, 1))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private void allow(long credits, int concurrent, int perMinute) {
        limits.change(admin, client, new ApiLimits(credits, concurrent, perMinute));
        allowances.settle();
    }

    private static String body(int rows) {
        return "{\"data\":["
                + String.join(",", Collections.nCopies(rows, "{\"Last_Name\":\"Ada\",\"Company\":\"Engines\"}")) + "]}";
    }

    private static long number(HttpResponse<String> answer, String header) {
        return Long.parseLong(answer.headers().firstValue(header).orElseThrow());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Zoho-oauthtoken " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}

package io.atelier.platform.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.AuditService;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientKind;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.ApiGrant;
import io.atelier.platform.oauth.ConsentAnswer;
import io.atelier.platform.oauth.ConsentRequest;
import io.atelier.platform.oauth.ConsentService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Attacks on the OAuth2 provider by its own protocol; each row of a table is one. */
@PlatformTest
class OAuthAttacksTest {
    private static final String REDIRECT = "https://shop.example.org/back?from=crm";
    private static final String VERIFIER = "v".repeat(43);
    private static final String LEADS = "ZohoCRM.modules.Leads.ALL";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Autowired
    ConsentService consents;

    @Autowired
    AuditService audit;

    @Autowired
    JdbcClient jdbc;

    @Test
    void letsAProgramInAndGivesBackStateAndIssuer() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        Map<String, String> question = question(client);

        HttpResponse<String> asked = get("/oauth/v2/auth?" + encoded(question));
        String location = approve(admin, client, "a state & more");
        HttpResponse<String> tokens = exchange(client, codeIn(location), Map.of());

        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location").orElseThrow()).startsWith("/consent?");
        assertThat(location)
                .startsWith(REDIRECT + "&code=code.")
                .contains("&state=a+state+%26+more&iss=http%3A%2F%2Fhere");
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        assertThat(call(access(tokens), "GET", "/crm/v8/Leads?fields=Company", ""))
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/back",
                "https://shop.example.org/back",
                "https://shop.example.org/back?from=crm&",
                "https://shop.example.org/back?from=crm#x",
                "https://shop.example.org/back/../evil?from=crm",
                "https://SHOP.example.org/back?from=crm",
                "https://shop.example.org.evil.org/back?from=crm",
                "https://shop.example.org@evil.org/back?from=crm",
                "http://shop.example.org/back?from=crm",
                "https://shop.example.org:443/back?from=crm",
                "javascript:alert(1)",
                "//evil.org",
                ""
            })
    void sendsNobodyToAnotherAddress(String redirect) throws Exception {
        NewApiClient client = server(given.administrator());
        HttpResponse<String> answer =
                get("/oauth/v2/auth?" + encoded(with(question(client), "redirect_uri", redirect)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code_challenge_method | plain | invalid_request",
                "code_challenge_method | s256 | invalid_request",
                "code_challenge_method | '' | invalid_request",
                "code_challenge | '' | invalid_request",
                "code_challenge | short | invalid_request",
                "response_type | token | unsupported_response_type",
                "response_type | code token | unsupported_response_type",
                "scope | '' | invalid_scope",
                "scope | ZohoCRM.nothing.ALL | invalid_scope",
                "scope | ZohoCRM.settings.ALL | invalid_scope",
                "scope | ZohoCRM.modules.ALL | invalid_scope"
            })
    void sendsBackAQuestionThatIsNotSound(String name, String value, String error) throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = clients.create(
                admin, new ApiClientData("Shop", ApiClientKind.SERVER, true, List.of(REDIRECT), Scope.parse(LEADS)));

        HttpResponse<String> answer = get("/oauth/v2/auth?" + encoded(with(question(client), name, value)));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith(REDIRECT + "&error=" + error + "&state=xyz&iss=http%3A%2F%2Flocalhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "state", "code_challenge", "response_type", "anything"})
    void refusesAParameterThatComesTwice(String name) throws Exception {
        NewApiClient client = server(given.administrator());
        HttpResponse<String> answer =
                get("/oauth/v2/auth?" + encoded(question(client)) + "&" + name + "=a&" + name + "=b");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("error=invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "redirect_uri"})
    void sendsNobodyAnywhereWhenClientOrAddressComesTwice(String name) throws Exception {
        NewApiClient client = server(given.administrator());
        HttpResponse<String> answer = get("/oauth/v2/auth?" + encoded(question(client)) + "&" + name + "=x");
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_secret | wrong | invalid_client",
                "client_secret | '' | invalid_client",
                "client_id | 1000.OTHER | invalid_client",
                "code | code.guess | invalid_code",
                "redirect_uri | https://evil.example.org | invalid_code",
                "redirect_uri | '' | invalid_code",
                "code_verifier | '' | invalid_code",
                "code_verifier | wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww | invalid_code",
                "code_verifier | v | invalid_code",
                "grant_type | password | unsupported_grant_type"
            })
    void exchangesACodeForNobodyElse(String name, String value, String error) throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        HttpResponse<String> answer = exchange(client, codeIn(approve(admin, client, "")), Map.of(name, value));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(clients.grants(admin, client.clientId())).isEmpty();
    }

    @Test
    void usesUpACodeThatCameWithAWrongVerifier() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        String code = codeIn(approve(admin, client, ""));

        exchange(client, code, Map.of("code_verifier", "w".repeat(43)));

        assertThat(exchange(client, code, Map.of()).body()).contains("invalid_code");
    }

    @Test
    void aCodeIsGoodForItsOwnClientOnly() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        NewApiClient other = server(admin);
        String code = codeIn(approve(admin, client, ""));

        assertThat(exchange(other, code, Map.of()).body()).contains("invalid_code");
        assertThat(exchange(client, code, Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void aCodeIsGoodForAMinute() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        String code = codeIn(approve(admin, client, ""));
        jdbc.sql("update atelier.api_code set expires = expires - interval '60 seconds' where client_id = ?")
                .param(client.clientId())
                .update();

        assertThat(exchange(client, code, Map.of()).body()).contains("invalid_code");
    }

    @Test
    void ofManyExchangesAtOnceNoneKeepsMoreThanOneGrant() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        String code = codeIn(approve(admin, client, ""));

        List<HttpResponse<String>> answers = atOnce(8, () -> exchange(client, code, Map.of()));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200).count())
                .isLessThanOrEqualTo(1);
        assertThat(clients.grants(admin, client.clientId()).size()).isLessThanOrEqualTo(1);
    }

    @Test
    void aReplayedCodeEndsWhatItBrought() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        String code = codeIn(approve(admin, client, ""));
        String access = access(exchange(client, code, Map.of()));

        exchange(client, code, Map.of());

        assertThat(call(access, "GET", "/crm/v8/Leads?fields=Company", "")).isEqualTo(401);
        assertThat(actions(admin)).contains(AuditAction.REUSED);
    }

    @Test
    void aRefreshTokenThatComesAgainEndsTheFamily() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        HttpResponse<String> first = exchange(client, codeIn(approve(admin, client, "")), Map.of());
        HttpResponse<String> second = refresh(client, refresh(first), "");
        assertThat(refresh(second)).isNotEqualTo(refresh(first));

        HttpResponse<String> stolen = refresh(client, refresh(first), "");

        assertThat(stolen.body()).contains("invalid_code");
        assertThat(refresh(client, refresh(second), "").body()).contains("invalid_code");
        assertThat(call(access(first), "GET", "/crm/v8/Leads?fields=Company", ""))
                .isEqualTo(401);
        assertThat(call(access(second), "GET", "/crm/v8/Leads?fields=Company", ""))
                .isEqualTo(401);
        assertThat(actions(admin)).contains(AuditAction.REUSED);
    }

    @Test
    void aRefreshTokenIsGoodForItsOwnClientOnly() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        NewApiClient other = server(admin);
        HttpResponse<String> first = exchange(client, codeIn(approve(admin, client, "")), Map.of());

        assertThat(refresh(other, refresh(first), "").body()).contains("invalid_code");
        assertThat(refresh(client, refresh(first), "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ZohoCRM.modules.Leads.READ | 200",
                "ZohoCRM.modules.Leads.ALL | 200",
                "ZohoCRM.modules.leads.read | 200",
                "ZohoCRM.modules.ALL | 400",
                "ZohoCRM.modules | 400",
                "ZohoCRM.modules.READ | 400",
                "ZohoCRM.modules.Contacts.READ | 400",
                "ZohoCRM.modules.Leads.READ,ZohoCRM.users.ALL | 400",
                "nonsense | 400"
            })
    void aRefreshBringsNoMoreThanWasGranted(String scope, int status) throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        HttpResponse<String> first = exchange(client, codeIn(approve(admin, client, "")), Map.of());

        HttpResponse<String> answer = refresh(client, refresh(first), scope);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void aNarrowedTokenWritesNothing() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        HttpResponse<String> first = exchange(client, codeIn(approve(admin, client, "")), Map.of());
        String reader = access(refresh(client, refresh(first), "ZohoCRM.modules.Leads.READ"));
        String body = "{\"data\":[{\"Last_Name\":\"Ali\",\"Company\":\"A\"}]}";

        assertThat(call(reader, "POST", "/crm/v8/Leads", body)).isEqualTo(401);
        assertThat(call(reader, "PUT", "/crm/v8/Leads/1", body)).isEqualTo(401);
        assertThat(call(reader, "DELETE", "/crm/v8/Leads/1", "")).isEqualTo(401);
        assertThat(call(reader, "DELETE", "/crm/v8/Leads?ids=1", "")).isEqualTo(401);
        assertThat(call(reader, "POST", "/crm/v8/Contacts", body)).isEqualTo(401);
        assertThat(call(reader, "POST", "/crm/v8/coql", "{\"select_query\":\"select id from Leads\"}"))
                .isEqualTo(401);
        assertThat(call(reader, "GET", "/crm/v8/users", "")).isEqualTo(401);
        assertThat(call(reader, "GET", "/crm/v8/org", "")).isEqualTo(401);
        assertThat(call(reader, "GET", "/crm/v8/settings/fields?module=Leads", ""))
                .isEqualTo(401);
        assertThat(call(reader, "GET", "/crm/v8/Leads?fields=Company", "")).isEqualTo(204);
        assertThat(page(admin, AuditFilter.ALL.of(AuditKind.RECORDS))).isEmpty();
    }

    @Test
    void aProgramWithoutASecretNeedsItsVerifierAndMustShowNoSecret() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = clients.create(admin, ApiClientData.server("App", false, "http://localhost/back"));
        ConsentRequest request = ask(client, "http://localhost/back");
        assertThat(client.secret()).isEmpty();

        String good = codeIn(consents.approve(admin, request, "http://here"));
        String bare = codeIn(consents.approve(admin, request, "http://here"));
        Map<String, String> form = Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                client.clientId(),
                "redirect_uri",
                "http://localhost/back");

        assertThat(token(with(with(with(form, "code", good), "code_verifier", VERIFIER), "client_secret", "x"))
                        .body())
                .contains("invalid_client");
        assertThat(token(with(form, "code", bare)).body()).contains("invalid_code");
        assertThat(token(with(with(form, "code", good), "code_verifier", VERIFIER))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aClientWithCredentialsGetsWhatItWasGivenAndWaitsAfterTen() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client =
                clients.create(admin, ApiClientData.credentials("Nightly", Scope.parse("ZohoCRM.modules.Leads.READ")));
        Map<String, String> form = Map.of(
                "grant_type", "client_credentials", "client_id", client.clientId(), "client_secret", client.secret());

        HttpResponse<String> more = token(with(form, "scope", "ZohoCRM.modules.ALL"));
        HttpResponse<String> first = token(form);
        for (int i = 2; i < TokenService.MAX_IN_WINDOW; i++) {
            token(form);
        }
        HttpResponse<String> last = token(form);
        HttpResponse<String> beyond = token(form);

        assertThat(more.body()).contains("invalid_scope");
        assertThat(first.body()).doesNotContain("refresh_token");
        assertThat(call(access(first), "GET", "/crm/v8/Leads?fields=Company", ""))
                .isEqualTo(204);
        assertThat(call(access(first), "POST", "/crm/v8/Leads", "{\"data\":[{}]}"))
                .isEqualTo(401);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(beyond.statusCode()).isEqualTo(429);
        assertThat(beyond.headers().firstValue("Retry-After")).contains("600");
        assertThat(clients.grants(admin, client.clientId())).hasSize(1);
    }

    @Test
    void otherKindsOfClientsHaveNoCredentialsGrant() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        assertThat(token(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                client.clientId(),
                                "client_secret",
                                client.secret()))
                        .body())
                .contains("unauthorized_client");
        assertThatThrownBy(() -> clients.grantCode(admin, client.clientId(), Scope.parse(LEADS)))
                .isInstanceOf(PlatformException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "client_secret", "code", "grant_type", "redirect_uri", "code_verifier", "x"})
    void refusesATokenRequestWithAParameterTwice(String name) throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        String code = codeIn(approve(admin, client, ""));
        String body = encoded(exchangeForm(client, code)) + "&" + name + "=&" + name + "=x";

        assertThat(post("/oauth/v2/token", body).body()).isEqualTo("{\"error\":\"invalid_request\"}");
    }

    @Test
    void aClientOfAnotherOrganizationDoesNotExist() {
        Actor admin = given.administrator();
        Actor stranger = given.administrator();
        NewApiClient client = server(admin);
        ConsentRequest request = ask(client, REDIRECT);

        assertThat(consents.isKnown(stranger, request)).isFalse();
        assertThatThrownBy(() -> consents.approve(stranger, request, "http://here"))
                .hasMessageContaining("no such client");
        assertThatThrownBy(() -> clients.delete(stranger, client.clientId())).hasMessageContaining("no such client");
        assertThat(clients.grants(stranger, client.clientId())).isEmpty();
    }

    @Test
    void whatTheBrowserBringsBackToTheConsentPageIsCheckedAgain() {
        Actor admin = given.administrator();
        NewApiClient client = clients.create(
                admin, new ApiClientData("Shop", ApiClientKind.SERVER, true, List.of(REDIRECT), Scope.parse(LEADS)));
        String challenge = challenge();
        List<ConsentRequest> forged = List.of(
                new ConsentRequest(client.clientId(), "Shop", "https://evil.org", Scope.parse(LEADS), "", challenge),
                new ConsentRequest(
                        client.clientId(), "Shop", REDIRECT, Scope.parse("ZohoCRM.settings.ALL"), "", challenge),
                new ConsentRequest(client.clientId(), "Shop", REDIRECT, Scope.parse(LEADS), "", ""));

        for (ConsentRequest request : forged) {
            assertThatThrownBy(() -> consents.approve(admin, request, "http://here"))
                    .hasMessageContaining("may not");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/back",
                "https://*.example.org",
                "https://example.org/#x",
                "https://a@example.org",
                "ftp://example.org",
                "example.org",
                "https:///x",
                "https://exam ple.org"
            })
    void aClientCannotRegisterAnUnsafeAddress(String redirect) {
        Actor admin = given.administrator();
        assertThatThrownBy(() -> clients.create(admin, ApiClientData.server("Shop", true, redirect)))
                .hasMessageContaining("address");
    }

    @Test
    void tokensStandInTheDatabaseAsHashesOnlyAndInNoAuditRow() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = server(admin);
        String code = codeIn(approve(admin, client, ""));
        HttpResponse<String> tokens = exchange(client, code, Map.of());
        String stored = String.valueOf(jdbc.sql("""
                        select concat((select string_agg(c::text, ' ') from atelier.api_client c),
                            (select string_agg(c::text, ' ') from atelier.api_code c),
                            (select string_agg(t::text, ' ') from atelier.api_access_token t),
                            (select string_agg(r::text, ' ') from atelier.api_refresh_token r))""").query(String.class).single());
        String logged = page(admin, AuditFilter.ALL).toString();

        for (String secret : List.of(client.secret(), code, access(tokens), refresh(tokens))) {
            assertThat(stored).doesNotContain(secret);
            assertThat(logged).doesNotContain(secret);
        }
        assertThat(logged).contains(client.clientId());
    }

    @Test
    void theInventoryTellsLastUseAndEndsAGrant() throws Exception {
        Actor admin = given.administrator();
        Actor clerk = given.person(admin, new Permissions(false, Map.of()));
        NewApiClient client = server(admin);
        String access = access(exchange(client, codeIn(approve(clerk, client, "")), Map.of()));
        assertThat(clients.grants(admin, client.clientId()).getFirst().lastUsed())
                .isEmpty();

        call(access, "GET", "/crm/v8/Leads?fields=Company", "");
        ApiGrant grant = clients.grants(admin, client.clientId()).getFirst();
        assertThatThrownBy(() -> clients.revokeGrant(clerk, grant.id())).hasMessageContaining("profile");
        clients.revokeGrant(admin, grant.id());

        assertThat(grant.user()).isEqualTo(clerk.user());
        assertThat(grant.lastUsed()).isPresent();
        assertThat(grant.lastAddress()).isEqualTo("127.0.0.1");
        assertThat(call(access, "GET", "/crm/v8/Leads?fields=Company", "")).isEqualTo(401);
        assertThat(actions(admin)).contains(AuditAction.ISSUED, AuditAction.REVOKED, AuditAction.CREATED);
    }

    private NewApiClient server(Actor admin) {
        return clients.create(admin, ApiClientData.server("Shop", true, REDIRECT));
    }

    private ConsentRequest ask(NewApiClient client, String redirect) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        with(question(client), "redirect_uri", redirect).forEach((name, value) -> parameters.put(name, List.of(value)));
        ConsentAnswer answer = consents.check(parameters, "http://here");
        assertThat(answer).isInstanceOf(ConsentAnswer.Ask.class);
        return ((ConsentAnswer.Ask) answer).request();
    }

    private String approve(Actor actor, NewApiClient client, String state) {
        ConsentRequest asked = ask(client, REDIRECT);
        return consents.approve(
                actor,
                new ConsentRequest(
                        asked.clientId(),
                        asked.clientName(),
                        asked.redirectUri(),
                        asked.scopes(),
                        state,
                        asked.challenge()),
                "http://here");
    }

    private static Map<String, String> question(NewApiClient client) {
        Map<String, String> question = new LinkedHashMap<>();
        question.put("response_type", "code");
        question.put("client_id", client.clientId());
        question.put("redirect_uri", REDIRECT);
        question.put("scope", LEADS);
        question.put("state", "xyz");
        question.put("code_challenge", challenge());
        question.put("code_challenge_method", "S256");
        return question;
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> exchangeForm(NewApiClient client, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", client.clientId());
        form.put("client_secret", client.secret());
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    private HttpResponse<String> exchange(NewApiClient client, String code, Map<String, String> instead)
            throws Exception {
        Map<String, String> form = exchangeForm(client, code);
        form.putAll(instead);
        return token(form);
    }

    private HttpResponse<String> refresh(NewApiClient client, String token, String scope) throws Exception {
        Map<String, String> form = Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                client.clientId(),
                "client_secret",
                client.secret(),
                "refresh_token",
                token);
        return token(scope.isEmpty() ? form : with(form, "scope", scope));
    }

    private HttpResponse<String> token(Map<String, String> form) throws Exception {
        return post("/oauth/v2/token", encoded(form));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int call(String token, String method, String path, String body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri(path))
                                .header("Authorization", "Zoho-oauthtoken " + token)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private String access(HttpResponse<String> answer) {
        return json.readTree(answer.body()).get("access_token").stringValue();
    }

    private String refresh(HttpResponse<String> answer) {
        return json.readTree(answer.body()).get("refresh_token").stringValue();
    }

    private static String codeIn(String location) {
        String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
        return URLDecoder.decode(code, StandardCharsets.UTF_8);
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private List<AuditAction> actions(Actor admin) {
        return page(admin, AuditFilter.ALL.of(AuditKind.API)).stream()
                .map(AuditRow::action)
                .toList();
    }

    private List<AuditRow> page(Actor admin, AuditFilter filter) {
        return audit.page(admin, filter, OptionalLong.empty(), AuditService.MAX_PAGE)
                .rows();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(pool.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}

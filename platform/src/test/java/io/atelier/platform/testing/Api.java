package io.atelier.platform.testing;

import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.ConsentRequest;
import io.atelier.platform.oauth.ConsentService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Asks the server over HTTP, as a program that somebody let in for everything: their rights decide, not its scopes. */
@Component
public class Api {
    private static final String REDIRECT = "https://program.example.org/back";
    private static final String VERIFIER = "v".repeat(43);
    private static final List<Scope> EVERYTHING = Scope.parse("ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,"
            + "ZohoCRM.users.ALL,ZohoCRM.org.ALL,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.files.ALL,ZohoCRM.functions.ALL,"
            + "ZohoCRM.composite_requests.CUSTOM,ZohoCRM.notifications.ALL");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Actor, String> tokens = new ConcurrentHashMap<>();
    private final ApiClientService clients;
    private final ConsentService consents;
    private final TokenService exchange;
    private final Environment environment;

    Api(ApiClientService clients, ConsentService consents, TokenService exchange, Environment environment) {
        this.clients = clients;
        this.consents = consents;
        this.exchange = exchange;
        this.environment = environment;
    }

    /** Makes a token that acts as this person. */
    public void letIn(Actor administrator, Actor person) {
        NewApiClient client = clients.create(administrator, ApiClientData.server("Program", true, REDIRECT));
        ConsentRequest request =
                new ConsentRequest(client.clientId(), "Program", REDIRECT, EVERYTHING, "", challenge());
        String location = consents.approve(person, request, "http://here");
        String code = URLDecoder.decode(location.replaceAll(".*[?&]code=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        TokenAnswer answer = exchange.exchangeCode(new TokenRequest(
                client.clientId(), Optional.of(client.secret()), code, Optional.of(REDIRECT), Optional.of(VERIFIER)));
        tokens.put(person, ((TokenAnswer.Issued) answer).accessToken());
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param person one who was {@linkplain #letIn let in} */
    public HttpResponse<String> send(Actor person, String method, String path, String body) {
        return send(person, method, path, body, Map.of());
    }

    /** @param headers besides the token */
    public HttpResponse<String> send(
            Actor person, String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Zoho-oauthtoken " + tokens.get(person));
        headers.forEach(request::header);
        return send(request, method, body);
    }

    /** Sends files as parts {@code file}, as browsers do. */
    public HttpResponse<String> upload(Actor person, String path, String name, byte[]... files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes(("--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                            + "\"\r\nContent-Type: text/html\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--xx--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Zoho-oauthtoken " + tokens.get(person))
                .header("Content-Type", "multipart/form-data; boundary=xx")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks as nobody. */
    public HttpResponse<String> post(String path, String type, String body) {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).header("Content-Type", type), "POST", body);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body) {
        try {
            return http.send(
                    request.method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String address() {
        return "http://localhost:" + environment.getRequiredProperty("local.server.port");
    }
}

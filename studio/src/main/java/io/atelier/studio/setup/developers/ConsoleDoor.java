package io.atelier.studio.setup.developers;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls this server's own API, as a program elsewhere would, and nothing else: host and port are this process's, and a path
 * cannot lead out of {@code /crm/}.
 */
@Component
class ConsoleDoor {
    /** As much of an answer is shown. */
    static final int MAX_SHOWN = 200_000;

    private static final DefaultPrettyPrinter LINES = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Environment environment;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ConsoleDoor(Environment environment) {
        this.environment = environment;
    }

    /**
     * @param request a {@linkplain ConsoleRequest#isGood good} one
     * @throws PlatformException {@link ErrorCode#UNAVAILABLE} if no answer comes in half a minute
     */
    ConsoleAnswer call(ConsoleRequest request, String token) {
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(address() + request.target()))
                .timeout(PATIENCE)
                .header("Authorization", "Zoho-oauthtoken " + token)
                .method(
                        request.method().name(),
                        request.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(request.body()));
        if (!request.body().isEmpty()) {
            call.header("Content-Type", "application/json");
        }
        long start = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MAX_SHOWN);
                long rest = body.transferTo(OutputStream.nullOutputStream());
                return answer(answer, bytes, rest, Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (IOException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static PlatformException unavailable(Exception e) {
        return new PlatformException(ErrorCode.UNAVAILABLE, "No answer came within half a minute.", Map.of(), e);
    }

    private String address() {
        @Nullable String bound = environment.getProperty("server.address");
        String host = bound == null || bound.isBlank() ? "localhost" : bound;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + environment.getRequiredProperty("local.server.port")
                + Objects.requireNonNullElse(environment.getProperty("server.servlet.context-path"), "");
    }

    private ConsoleAnswer answer(HttpResponse<InputStream> answer, byte[] bytes, long rest, Duration took) {
        List<ConsoleAnswer.Header> headers = new ArrayList<>();
        answer.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> headers.add(new ConsoleAnswer.Header(name, value))));
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean text = type.contains("json") || type.startsWith("text/");
        String body = text ? new String(bytes, StandardCharsets.UTF_8) : "";
        return new ConsoleAnswer(
                answer.statusCode(),
                took,
                headers,
                type.contains("json") && rest == 0 ? inLines(body) : body,
                bytes.length + rest,
                rest > 0);
    }

    private String inLines(String body) {
        try {
            return json.writer().with(LINES).writeValueAsString(json.readTree(body));
        } catch (JacksonException _) {
            return body; // shown as it came
        }
    }
}

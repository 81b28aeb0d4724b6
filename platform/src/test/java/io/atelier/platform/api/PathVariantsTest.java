package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.testing.PlatformTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Spellings of addresses by which two layers might disagree about what is asked for; sent as they are, by no HTTP client. */
@PlatformTest
class PathVariantsTest {
    private static final List<String> ROUTES = List.of("crm/v8/users", "crm/v8/Leads", "crm/v8/settings/modules");

    @LocalServerPort
    private int port;

    static Stream<String> variants() {
        return ROUTES.stream().flatMap(PathVariantsTest::variantsOf);
    }

    static Stream<String> variantsOf(String route) {
        int slash = route.indexOf('/');
        String first = route.substring(0, slash);
        String rest = route.substring(slash + 1);
        return Stream.of(
                "/" + route,
                "//" + route,
                "/" + first + "//" + rest,
                "/" + route + "/",
                "/./" + route,
                "/x/../" + route,
                "/.;/" + route,
                "/;/" + route,
                "/" + first + ";a=b/" + rest,
                "/" + route + ";a=b",
                "/" + first + "/%2e/" + rest,
                "/%2e%2e/" + route,
                "/x/%2e%2e/" + route,
                "/" + first + "%2f" + rest,
                "/%2f" + route,
                "/" + first.toUpperCase(Locale.ROOT) + "/" + rest,
                "/%63" + route.substring(1),
                "/%2563" + route.substring(1),
                "/" + route + "%00",
                "/" + route + "%20",
                "/" + route + "%0a",
                "/" + route + ".json",
                "/" + route + "?/oauth/v2/token",
                "/oauth/../" + route,
                "/oauth/..;/" + route,
                "/oauth/%2e%2e/" + route,
                "/oauth;/../" + route,
                "/\\" + route,
                "/" + route.replace('/', '\\'),
                "http://localhost/" + route);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void noSpellingPassesWithoutAToken(String target) throws IOException {
        int status = status(target);

        assertThat(status).as(target).isBetween(400, 499);
    }

    private int status(String target) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}

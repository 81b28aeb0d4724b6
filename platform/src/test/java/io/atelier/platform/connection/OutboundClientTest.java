package io.atelier.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.internal.HostResolver;
import io.atelier.platform.connection.internal.OutboundSettings;
import io.atelier.platform.connection.internal.TargetUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A canary listens on loopback: whatever the spelling, nobody may come. */
class OutboundClientTest {
    private Canary canary;

    @BeforeEach
    void listen() throws IOException {
        canary = new Canary("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    }

    @AfterEach
    void end() throws IOException {
        canary.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1:80/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0/",
                "http://0.0.0.0/",
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f000001/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://0177.0.0.1/",
                "http://0177.0.0.01/",
                "http://127.0.0.01/",
                "http://127.000.000.001/",
                "http://0x7f.1/",
                "http://127.0.0.0x1/",
                "http://127.255.255.255/",
                "http://256.0.0.1/",
                "http://127.0.0.1./",
                "http://localhost/",
                "http://LOCALHOST/",
                "http://localhost./",
                "http://localhost%00.example.org/",
                "http://localhost%2eexample.org/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[0:0:0:0:0:ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[::7f00:1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b:1::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:7f00:1::1]/",
                "http://[2001:0:7f00:1::]/",
                "http://[2001::1]/",
                "http://[2001:db8::1]/",
                "http://[3fff::1]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25lo]/",
                "http://[fe80::1%lo]/",
                "http://[fec0::1]/",
                "http://[fc00::1]/",
                "http://[fd12:3456:789a::1]/",
                "http://[ff02::1]/",
                "http://[::1",
                "http://::1/",
                "http://[[::1]]/",
                "http://[v1.127]/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://100.127.255.255/",
                "http://192.0.0.8/",
                "http://192.0.2.1/",
                "http://192.88.99.1/",
                "http://198.18.0.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://224.0.0.1/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://user@127.0.0.1/",
                "http://user:secret@hooks.example.org/",
                "http://hooks.example.org@127.0.0.1/",
                "http://hooks.example.org#@127.0.0.1/",
                "http://hooks.example.org\\@127.0.0.1/",
                "http:\\\\127.0.0.1\\",
                "http:/127.0.0.1/",
                "http:127.0.0.1",
                "http:///127.0.0.1/",
                "//127.0.0.1/",
                "http://127。0。0。1/",
                "http://①②⑦.⓪.⓪.①/",
                "http://١٢٧.0.0.1/",
                "http://ｌocalhost/",
                "http://127.0.0.1\t/",
                "http://127.0.0.1\r\nHost: x/",
                " http://127.0.0.1/",
                "http://hooks.example.org/ HTTP/1.1\r\nX: y",
                "http://hooks.example.org/#part",
                "http://hooks.example.org:0/",
                "http://hooks.example.org:22/",
                "http://hooks.example.org:65536/",
                "http://hooks.example.org:-80/",
                "http://hooks.example.org:080/",
                "http://hooks.example.org:/",
                "http://.example.org/",
                "http://hooks..example.org/",
                "http://-a.example.org/",
                "http://a_b.example.org/",
                "http://1.2.3.4.5/",
                "ftp://hooks.example.org/",
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "jar:http://127.0.0.1!/",
                "https://",
                ""
            })
    void refusesWhatIsNotPlainlyPublic(String url) {
        // Names lead to the canary: those that pass as names are caught by what they stand for.
        OutboundClient client = client(List.of(), _ -> loopback());

        assertThatThrownBy(() -> client.send(get(url)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
        assertThat(canary.visits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://93.184.216.34/",
                "https://93.184.216.34:443/",
                "https://172.15.0.1/",
                "https://172.32.0.1/",
                "https://100.63.255.255/",
                "https://100.128.0.1/",
                "https://223.255.255.255/",
                "https://[2606:4700::1111]/",
                "https://[2003::1]/a?b=c%20d&e=[f]",
                "https://hooks.example.org",
                "https://hooks.example.org?x=1",
                "HTTPS://Hooks.Example.ORG/x",
                "https://xn--mller-kva.example/"
            })
    void takesWhatIsPublic(String url) {
        assertThatCode(() -> client(List.of(), _ -> loopback()).check(url)).doesNotThrowAnyException();
    }

    @Test
    void anAddressHasAtMostTwoThousandCharacters() {
        OutboundClient client = client(List.of(), _ -> loopback());
        String start = "https://hooks.example.org/";
        String most = start + "a".repeat(TargetUrl.MAX_LENGTH - start.length());

        client.check(most.substring(0, most.length() - 1));
        client.check(most);
        assertThatThrownBy(() -> client.check(most + "a")).hasMessageContaining("2,000");
    }

    @Test
    void aNameIsLookedUpOnceAndOneClosedAddressClosesIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        InetAddress open = InetAddress.ofLiteral("93.184.216.34");
        OutboundClient client = client(List.of(), _ -> {
            asked.incrementAndGet();
            return new InetAddress[] {open, loopback()[0]};
        });

        assertThatThrownBy(() -> client.send(get("http://rebinding.example.org/")))
                .isInstanceOf(PlatformException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void goesToTheAddressThatWasLookedAt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        OutboundClient client = client(List.of("intranet.example:*"), _ -> {
            // A second look would lead elsewhere.
            return asked.incrementAndGet() == 1 ? loopback() : new InetAddress[] {InetAddress.ofLiteral("192.0.2.1")};
        });

        OutboundAnswer answer = client.send(get("http://intranet.example:" + canary.port() + "/a?b=c"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("hi");
        assertThat(asked).hasValue(1);
        assertThat(canary.lastHead())
                .startsWith("GET /a?b=c HTTP/1.1\r\n")
                .contains("Host: intranet.example:" + canary.port());
    }

    @Test
    void anAllowedHostIsAllowedByItsExactNameAndPortOnly() {
        OutboundClient client = client(List.of("intranet.example:8443", "[::1]"), _ -> loopback());

        client.check("http://[::1]/");
        client.check("http://intranet.example:8443/");
        assertThatThrownBy(() -> client.check("http://intranet.example:8444/")).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> client.check("http://a.intranet.example:8443/"))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> client.send(get("http://intranet.example/"))).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> client.check("http://[::1]:81/")).isInstanceOf(PlatformException.class);
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        try (Canary redirecting = new Canary("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + canary.port()
                + "/\r\nContent-Length: 0\r\n\r\n")) {
            OutboundAnswer answer = client(List.of("127.0.0.1:*"), _ -> loopback())
                    .send(get("http://127.0.0.1:" + redirecting.port() + "/"));

            assertThat(answer.status()).isEqualTo(302);
            assertThat(canary.visits()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "é", "\n", "\0"})
    void aHeaderCannotBecomeTwo(String value) {
        OutboundClient client = client(List.of("127.0.0.1:*"), _ -> loopback());
        OutboundRequest request = new OutboundRequest(
                "POST", "http://127.0.0.1:" + canary.port() + "/", Map.of("X-Token", value), new byte[0]);

        assertThatThrownBy(() -> client.send(request)).isInstanceOf(IllegalArgumentException.class);
        assertThat(canary.visits()).isZero();
    }

    private static OutboundClient client(List<String> allowed, HostResolver resolver) {
        return new OutboundClient(new OutboundSettings(allowed), resolver);
    }

    private static OutboundRequest get(String url) {
        return new OutboundRequest("GET", url, Map.of(), new byte[0]);
    }

    private static InetAddress[] loopback() throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }
}

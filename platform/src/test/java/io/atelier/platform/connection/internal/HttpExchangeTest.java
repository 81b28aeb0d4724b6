package io.atelier.platform.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.connection.OutboundAnswer;
import io.atelier.platform.connection.OutboundRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTest {
    @Test
    void readsPartsLengthsAndWhatGoesOnToTheEnd() throws IOException {
        assertThat(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"))
                .isEqualTo("abcde");
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc")).isEqualTo("ab");
        assertThat(body("HTTP/1.0 200\r\n\r\nabc")).isEqualTo("abc");
        assertThat(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nabc"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 999 No\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcde\r\n"
            })
    void refusesWhatIsNoAnswer(String bytes) {
        assertThatThrownBy(() -> body(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void readsTenMegabytesAndNoMore() throws IOException {
        String head = "HTTP/1.1 200 OK\r\n";
        assertThat(bodyOf(head + "\r\n", HttpExchange.MAX_BODY - 1)).hasSize(HttpExchange.MAX_BODY - 1);
        assertThat(bodyOf(head + "\r\n", HttpExchange.MAX_BODY)).hasSize(HttpExchange.MAX_BODY);
        assertThatThrownBy(() -> bodyOf(head + "\r\n", HttpExchange.MAX_BODY + 1))
                .hasMessageContaining("10 MB");
        assertThatThrownBy(() -> bodyOf(head + "Content-Length: 10485761\r\n\r\n", 1))
                .hasMessageContaining("10 MB");
    }

    @Test
    void refusesEndlessHeads() {
        assertThatThrownBy(() -> body("HTTP/1.1 200 " + "a".repeat(9_000))).hasMessageContaining("8 KB");
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(101) + "\r\n"))
                .hasMessageContaining("headers");
        assertThatThrownBy(() -> body("HTTP/1.1 100 Continue\r\n\r\n".repeat(50)))
                .hasMessageContaining("does not begin");
    }

    @Test
    @Timeout(20)
    void cutsWhoDoesNotComeToAnEnd() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> drip(server));
            TargetUrl target = TargetUrl.parse("http://127.0.0.1:" + server.getLocalPort() + "/");
            OutboundRequest request = new OutboundRequest("GET", "http://x.example", Map.of(), new byte[0]);

            assertThatThrownBy(() -> HttpExchange.send(target, server.getInetAddress(), request, 300))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Sends a little less than what is promised, and waits for the other side to hang up. */
    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // hung up
        }
    }

    private static String body(String bytes) throws IOException {
        return new String(
                read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.US_ASCII)))
                        .body(),
                StandardCharsets.US_ASCII);
    }

    private static byte[] bodyOf(String head, int size) throws IOException {
        return read(new SequenceInputStream(
                        new ByteArrayInputStream(head.getBytes(StandardCharsets.US_ASCII)),
                        new ByteArrayInputStream(new byte[size])))
                .body();
    }

    private static OutboundAnswer read(InputStream in) throws IOException {
        return new AnswerReader(in, false).read();
    }
}

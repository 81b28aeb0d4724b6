package io.atelier.platform.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes notifications at an address that tests allow, and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(200);

    /** What came. */
    public record Received(String delivery, String timestamp, String signature, String body) {}

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answer = status.get(); // before anybody learns of the request, and tells to answer otherwise
            requests.add(new Received(
                    exchange.getRequestHeaders().getFirst("X-Atelier-Delivery"),
                    exchange.getRequestHeaders().getFirst("X-Atelier-Timestamp"),
                    exchange.getRequestHeaders().getFirst("X-Atelier-Signature"),
                    body));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.9:" + server.getAddress().getPort() + "/hook";
    }

    public void answerWith(int newStatus) {
        status.set(newStatus);
    }

    public Received next() throws InterruptedException {
        Received received = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("nothing came");
        }
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

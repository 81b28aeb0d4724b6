package io.atelier.platform.notification;

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
final class Receiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(200);

    /** What came. */
    record Received(String delivery, String timestamp, String signature, String body) {}

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Received(
                    exchange.getRequestHeaders().getFirst("X-Atelier-Delivery"),
                    exchange.getRequestHeaders().getFirst("X-Atelier-Timestamp"),
                    exchange.getRequestHeaders().getFirst("X-Atelier-Signature"),
                    body));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.9:" + server.getAddress().getPort() + "/hook";
    }

    void answerWith(int newStatus) {
        status.set(newStatus);
    }

    Received next() throws InterruptedException {
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

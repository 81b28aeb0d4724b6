package io.atelier.bench.floor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/** The JDK's own server on virtual threads. */
public final class JdkServer implements FloorServer {
    private final HttpServer server;
    private final FloorRoutes routes;

    public JdkServer(FloorSql sql) throws IOException {
        this.routes = new FloorRoutes(sql);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer = routes.answer(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public String name() {
        return "the JDK's HttpServer on virtual threads";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

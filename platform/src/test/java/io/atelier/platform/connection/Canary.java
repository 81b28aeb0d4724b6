package io.atelier.platform.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on loopback, counts who comes, and gives everybody the same bytes. */
public final class Canary implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicInteger visits = new AtomicInteger();
    private volatile String lastHead = "";

    public Canary(String answer) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    visits.incrementAndGet();
                    lastHead = head(socket);
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                } catch (IOException _) {
                    // the visitor, or the test, is gone
                }
            }
        });
    }

    private static String head(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    public int port() {
        return server.getLocalPort();
    }

    public int visits() {
        return visits.get();
    }

    public String lastHead() {
        return lastHead;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

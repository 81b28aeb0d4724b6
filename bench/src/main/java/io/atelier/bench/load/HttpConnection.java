package io.atelier.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection kept alive, with no more HTTP than a load needs: the generator must not take the processor from what it
 * measures. Not thread-safe.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean closing;
    private final byte[] line = new byte[8 * 1024];
    private final byte[] sink = new byte[BUFFER];

    public HttpConnection(int port) throws IOException {
        this.port = port;
        this.socket = connected(port);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** A server may end a connection after some requests, and says so before. */
    private void reconnect() throws IOException {
        socket.close();
        socket = connected(port);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
        closing = false;
    }

    /** Returns the bytes of a request. */
    public static byte[] request(String method, String path, String token, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String authorization = token.isEmpty() ? "" : "Authorization: Zoho-oauthtoken " + token + "\r\n";
        String length = content.length == 0
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n";
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                        + authorization + length + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + content.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(content, 0, request, head.length, content.length);
        return request;
    }

    /** Sends and throws the answer away; an answer that is not a success is thrown. */
    public void send(byte[] request) throws IOException {
        exchange(request, OutputStream.nullOutputStream());
    }

    /** Sends and returns the answer's body. */
    public String ask(byte[] request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        exchange(request, body);
        return body.toString(StandardCharsets.UTF_8);
    }

    private void exchange(byte[] request, OutputStream body) throws IOException {
        if (closing) {
            reconnect();
        }
        out.write(request);
        out.flush();
        String status = readLine();
        long length = -1;
        boolean chunked = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                chunked = header.toLowerCase(Locale.ROOT).contains("chunked");
            } else if (header.regionMatches(true, 0, "connection: close", 0, 17)) {
                closing = true;
            }
        }
        boolean success = status.length() > 9 && status.charAt(9) == '2';
        ByteArrayOutputStream failure = new ByteArrayOutputStream();
        OutputStream target = success ? body : failure;
        if (chunked) {
            copyChunks(target);
        } else if (length > 0) {
            copy(length, target);
        }
        if (!success) {
            throw new IOException(status + " " + failure.toString(StandardCharsets.UTF_8));
        }
    }

    private void copyChunks(OutputStream target) throws IOException {
        long size = Long.parseLong(readLine(), 16);
        while (size > 0) {
            copy(size, target);
            readLine();
            size = Long.parseLong(readLine(), 16);
        }
        readLine();
    }

    private void copy(long length, OutputStream target) throws IOException {
        long left = length;
        while (left > 0) {
            int read = in.read(sink, 0, (int) Math.min(sink.length, left));
            if (read < 0) {
                throw new EOFException("the answer ended early");
            }
            target.write(sink, 0, read);
            left -= read;
        }
    }

    private String readLine() throws IOException {
        int length = 0;
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line[length++] = (byte) next;
            }
            next = in.read();
        }
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

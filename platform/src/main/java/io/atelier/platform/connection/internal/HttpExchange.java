package io.atelier.platform.connection.internal;

import io.atelier.platform.connection.OutboundAnswer;
import io.atelier.platform.connection.OutboundRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request over one connection to an address that was chosen before; no common client can be told which address to
 * connect to and still check the certificate against the name.
 */
public final class HttpExchange {
    public static final int MAX_BODY = 10 * 1024 * 1024;
    public static final int MAX_SECONDS = 10;

    private static final int CONNECT_MILLIS = 5_000;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[ -~]{0,4000}");
    /** Cuts connections whose time is over, also of those who send a byte now and then. */
    private static final ScheduledExecutorService CUTTER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outbound-cutter").factory());

    private HttpExchange() {}

    /** @throws IOException also if the answer is too long or takes too much time */
    public static OutboundAnswer send(TargetUrl target, InetAddress address, OutboundRequest request)
            throws IOException {
        return send(target, address, request, TimeUnit.SECONDS.toMillis(MAX_SECONDS));
    }

    static OutboundAnswer send(TargetUrl target, InetAddress address, OutboundRequest request, long mostMillis)
            throws IOException {
        byte[] head = head(target, request).getBytes(StandardCharsets.US_ASCII);
        try (Socket plain = new Socket()) {
            ScheduledFuture<?> cut = CUTTER.schedule(() -> close(plain), mostMillis, TimeUnit.MILLISECONDS);
            try {
                plain.connect(
                        new InetSocketAddress(address, target.port()), (int) Math.min(CONNECT_MILLIS, mostMillis));
                try (Socket socket = target.secure() ? secured(plain, target) : plain) {
                    OutputStream out = socket.getOutputStream();
                    out.write(head);
                    out.write(request.body());
                    out.flush();
                    return answer(request, socket.getInputStream());
                }
            } finally {
                cut.cancel(false);
            }
        }
    }

    private static OutboundAnswer answer(OutboundRequest request, InputStream in) throws IOException {
        return new AnswerReader(new BufferedInputStream(in), request.method().equals("HEAD")).read();
    }

    private static SSLSocket secured(Socket plain, TargetUrl target) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        String name = target.host().replace("[", "").replace("]", "");
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, name, target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (target.literal().isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String head(TargetUrl target, OutboundRequest request) {
        StringBuilder head = new StringBuilder();
        head.append(token(request.method())).append(' ').append(target.target()).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.authority()).append("\r\n");
        head.append("Connection: close\r\nAccept-Encoding: identity\r\n");
        head.append("Content-Length: ").append(request.body().length).append("\r\n");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (!VALUE.matcher(header.getValue()).matches()) {
                throw new IllegalArgumentException("not the value of a header");
            }
            head.append(token(header.getKey()))
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String token(String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException("not the name of a method or header");
        }
        return text;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // closed it is
        }
    }
}

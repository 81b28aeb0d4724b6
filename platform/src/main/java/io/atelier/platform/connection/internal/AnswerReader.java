package io.atelier.platform.connection.internal;

import io.atelier.platform.connection.OutboundAnswer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer of HTTP/1.1 from somebody who may mean harm: each part has its most. */
final class AnswerReader {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_EARLY_ANSWERS = 5;
    private static final int BUFFER = 8 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})\\s*(;.*)?");

    private final InputStream in;
    private final boolean headOnly;

    AnswerReader(InputStream in, boolean headOnly) {
        this.in = in;
        this.headOnly = headOnly;
    }

    OutboundAnswer read() throws IOException {
        for (int early = 0; early <= MAX_EARLY_ANSWERS; early++) {
            int status = status();
            Map<String, List<String>> headers = headers();
            if (status >= 200) {
                boolean empty = headOnly || status == 204 || status == 304;
                return new OutboundAnswer(status, headers, empty ? new byte[0] : body(headers));
            }
        }
        throw new IOException("the answer does not begin");
    }

    private int status() throws IOException {
        Matcher matcher = STATUS.matcher(line());
        if (!matcher.matches()) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        String line = line();
        for (int count = 0; !line.isEmpty(); count++) {
            int colon = line.indexOf(':');
            if (colon < 1 || count == MAX_HEADERS) {
                throw new IOException("the answer's headers cannot be read");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
            line = line();
        }
        headers.replaceAll((_, values) -> List.copyOf(values));
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<String> encodings = headers.getOrDefault("transfer-encoding", List.of());
        List<String> lengths = headers.getOrDefault("content-length", List.of());
        if (!encodings.isEmpty()) {
            if (!encodings.equals(List.of("chunked"))) {
                throw new IOException("the answer's encoding is not known");
            }
            chunks(body);
        } else if (lengths.isEmpty()) {
            toTheEnd(body);
        } else {
            copy(length(lengths.getFirst()), body);
        }
        return body.toByteArray();
    }

    private static int length(String text) throws IOException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IOException("the answer's length cannot be read");
        }
        long length = Long.parseLong(text);
        if (length > HttpExchange.MAX_BODY) {
            throw tooLong();
        }
        return (int) length;
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        for (int size = chunk(); size > 0; size = chunk()) {
            if (body.size() + size > HttpExchange.MAX_BODY) {
                throw tooLong();
            }
            copy(size, body);
            if (!line().isEmpty()) {
                throw new IOException("the answer's parts cannot be read");
            }
        }
    }

    private int chunk() throws IOException {
        Matcher matcher = CHUNK.matcher(line());
        if (!matcher.matches()) {
            throw new IOException("the answer's parts cannot be read");
        }
        return Integer.parseInt(matcher.group(1), 16);
    }

    private void copy(int length, ByteArrayOutputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int missing = length;
        while (missing > 0) {
            int read = in.read(buffer, 0, Math.min(missing, buffer.length));
            if (read < 0) {
                throw new EOFException("the answer ends early");
            }
            body.write(buffer, 0, read);
            missing -= read;
        }
    }

    private void toTheEnd(ByteArrayOutputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (body.size() + read > HttpExchange.MAX_BODY) {
                throw tooLong();
            }
            body.write(buffer, 0, read);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer ends early");
            }
            if (line.size() == MAX_LINE) {
                throw new IOException("a line of the answer is longer than 8 KB");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static IOException tooLong() {
        return new IOException("the answer is longer than 10 MB");
    }
}

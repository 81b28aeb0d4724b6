package io.atelier.platform.api.composite;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps an answer in memory; nothing of it reaches the response that it stands for, whose request id it tells. */
final class InnerResponse extends HttpServletResponseWrapper {
    /** What programs may want to know of an answer. */
    private static final Set<String> TOLD = Set.of("ETag", "Content-Type", "Retry-After");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final HttpServletResponse outer;
    private int status = SC_OK;

    InnerResponse(HttpServletResponse outer) {
        super(outer);
        this.outer = outer;
    }

    byte[] bytes() {
        writer.flush();
        return bytes.toByteArray();
    }

    int size() {
        writer.flush();
        return bytes.size();
    }

    boolean isJson() {
        return headers.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (TOLD.contains(name)) {
                told.put(name, value);
            }
        });
        return told;
    }

    @Override
    public void setStatus(int newStatus) {
        status = newStatus;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int error, String message) {
        status = error;
    }

    @Override
    public void sendError(int error) {
        status = error;
    }

    @Override
    public void sendRedirect(String location) {
        throw new IllegalStateException("nothing here leads elsewhere");
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        headers.put(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        setIntHeader(name, value);
    }

    @Override
    public void setDateHeader(String name, long date) {
        headers.put(name, Long.toString(date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        setDateHeader(name, date);
    }

    @Override
    public boolean containsHeader(String name) {
        return headers.containsKey(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        String own = headers.get(name);
        return own == null ? outer.getHeader(name) : own;
    }

    @Override
    public Collection<String> getHeaders(String name) {
        String value = headers.get(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return headers.keySet();
    }

    @Override
    public void addCookie(Cookie cookie) {
        throw new IllegalStateException("the API gives no cookies");
    }

    @Override
    public void setContentType(@Nullable String type) {
        setHeader("Content-Type", type);
    }

    @Override
    public @Nullable String getContentType() {
        return headers.get("Content-Type");
    }

    @Override
    public void setContentLength(int length) {
        // known from the bytes
    }

    @Override
    public void setContentLengthLong(long length) {
        // known from the bytes
    }

    @Override
    public void setCharacterEncoding(String encoding) {
        // always UTF-8
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new Kept(bytes);
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public void flushBuffer() {
        // nothing is on its way
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void reset() {
        resetBuffer();
        headers.clear();
        status = SC_OK;
    }

    @Override
    public void resetBuffer() {
        writer.flush();
        bytes.reset();
    }

    private static final class Kept extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Kept(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes.write(source, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("nothing here is asynchronous");
        }
    }
}

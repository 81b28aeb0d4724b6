package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.usage.CallCosts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads request bodies: a body without a content type is JSON, one of another type is refused. */
@Component
public final class JsonBody {
    /** Most records that one request writes. */
    public static final int MAX_ROWS = 1_000;

    static final int MAX_BYTES = 10 * 1024 * 1024;
    /** Bytes of a body that is too large which are taken and thrown away; then the connection is cut. */
    private static final int MAX_IGNORED = 2 * MAX_BYTES;

    /** Under which the rows of records stand. */
    public static final String DATA = "data";

    private static final int BUFFER = 16 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_NUMBER = 100;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Returns the rows under {@code data}: 1 to {@code most}, each an object, with its keys in order. */
    public List<Map<String, @Nullable Object>> rows(HttpServletRequest request, int most)
            throws IOException, HttpMediaTypeNotSupportedException {
        return read(request, most).rows();
    }

    /** A body with rows, and what else stands in it. */
    public record Rows(List<Map<String, @Nullable Object>> rows, Map<String, @Nullable Object> whole) {}

    /** As {@link #rows}, with the whole body. */
    public Rows read(HttpServletRequest request, int most) throws IOException, HttpMediaTypeNotSupportedException {
        JsonNode body = read(request);
        List<Map<String, @Nullable Object>> rows = rows(body, DATA, most);
        CallDoor.raiseTo(request, CallCosts.ofRows(rows.size()));
        return new Rows(rows, row(body));
    }

    private static List<Map<String, @Nullable Object>> rows(JsonNode body, String name, int most) {
        JsonNode data = body.get(name);
        String path = "$." + name;
        if (data == null || data.isNull()) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND,
                    "required field not found",
                    Map.of("api_name", name, "json_path", path));
        }
        if (!data.isArray() || data.isEmpty()) {
            throw invalid(name, "jsonarray", path);
        }
        if (data.size() > most) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most " + most + " are written at once",
                    Map.of("api_name", name, "json_path", path, "limit", most));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            if (!data.get(i).isObject()) {
                throw invalid(name, "jsonobject", path + "[" + i + "]");
            }
            rows.add(row(data.get(i)));
        }
        return rows;
    }

    /** Returns the rows under a name, 1 to {@code most}, to be read key by key. */
    public List<JsonWish> wishes(HttpServletRequest request, String name, int most)
            throws IOException, HttpMediaTypeNotSupportedException {
        List<JsonWish> wishes = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows(read(request), name, most)) {
            wishes.add(new JsonWish(row, "$." + name + "[" + wishes.size() + "]"));
        }
        return wishes;
    }

    /** Returns the whole body, an object, to be read key by key. */
    public JsonWish wish(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return new JsonWish(object(request), "$");
    }

    /** Returns the whole body, an object, with its keys in order. */
    public Map<String, @Nullable Object> object(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return row(read(request));
    }

    /** Reads an object out of a line of text; null if it is none. */
    public @Nullable Map<String, @Nullable Object> line(byte[] line) {
        try {
            JsonNode node = json.readTree(line);
            return node.isObject() ? row(node) : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private JsonNode read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type != null && !type.isBlank()) {
            String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!plain.equals("application/json")) {
                throw new HttpMediaTypeNotSupportedException("only JSON is read here");
            }
        }
        InputStream input = request.getInputStream();
        byte[] bytes = input.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            hearOut(input);
            throw new PlatformException(
                    ErrorCode.PAYLOAD_TOO_LARGE, "the body is larger than 10 MB", Map.of("limit", MAX_BYTES));
        }
        try {
            JsonNode node = json.readTree(bytes);
            if (!node.isObject()) {
                throw invalid("body", "jsonobject", "$");
            }
            return node;
        } catch (JacksonException _) {
            throw invalid("body", "jsonobject", "$");
        }
    }

    /** Who is still sending does not listen to the answer. */
    private static void hearOut(InputStream input) throws IOException {
        byte[] ignored = new byte[BUFFER];
        int left = MAX_IGNORED;
        while (left > 0) {
            int read = input.read(ignored);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private static Map<String, @Nullable Object> row(JsonNode object) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        object.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.decimalValue();
            case STRING -> node.stringValue();
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                node.forEach(item -> items.add(value(item)));
                yield items;
            }
            case OBJECT -> row(node);
            case BINARY, POJO -> node.toString();
        };
    }

    public static PlatformException invalid(String name, String expected, String path) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", name, "expected_data_type", expected, "json_path", path));
    }
}

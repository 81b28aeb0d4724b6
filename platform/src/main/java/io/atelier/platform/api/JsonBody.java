package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.usage.CallCosts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
final class JsonBody {
    static final int MAX_BYTES = 10 * 1024 * 1024;
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
    List<Map<String, @Nullable Object>> rows(HttpServletRequest request, int most)
            throws IOException, HttpMediaTypeNotSupportedException {
        JsonNode data = read(request).get("data");
        if (data == null) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND,
                    "required field not found",
                    Map.of("api_name", "data", "json_path", "$.data"));
        }
        if (!data.isArray() || data.isEmpty()) {
            throw invalid("data", "jsonarray", "$.data");
        }
        if (data.size() > most) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most " + most + " records are written at once",
                    Map.of("api_name", "data", "json_path", "$.data", "limit", most));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            if (!data.get(i).isObject()) {
                throw invalid("data", "jsonobject", "$.data[" + i + "]");
            }
            rows.add(row(data.get(i)));
        }
        CallDoor.raiseTo(request, CallCosts.ofRows(rows.size()));
        return rows;
    }

    /** Returns the whole body, an object, with its keys in order. */
    Map<String, @Nullable Object> object(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return row(read(request));
    }

    private JsonNode read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type != null && !type.isBlank()) {
            String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (!plain.equals("application/json")) {
                throw new HttpMediaTypeNotSupportedException("only JSON is read here");
            }
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
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

    private static PlatformException invalid(String name, String expected, String path) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", name, "expected_data_type", expected, "json_path", path));
    }
}

package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** Reads bodies about settings: {@code {"tags":[{...}]}} and the like. */
@Component
final class SettingsBody {
    private final JsonBody bodies;

    SettingsBody(JsonBody bodies) {
        this.bodies = bodies;
    }

    /** Returns the rows under the name: 1 to {@code most}, each an object. */
    List<Map<String, @Nullable Object>> rows(HttpServletRequest request, String name, int most)
            throws IOException, HttpMediaTypeNotSupportedException {
        Object rows = bodies.object(request).get(name);
        String path = "$." + name;
        if (rows == null) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND,
                    "required field not found",
                    Map.of("api_name", name, "json_path", path));
        }
        if (!(rows instanceof List<?> list) || list.isEmpty()) {
            throw invalid(name, "jsonarray", path);
        }
        if (list.size() > most) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "at most " + most + " are written at once",
                    Map.of("api_name", name, "json_path", path, "limit", most));
        }
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Object row : list) {
            if (!(row instanceof Map<?, ?> map)) {
                throw invalid(name, "jsonobject", path + "[" + found.size() + "]");
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.forEach((key, value) -> values.put(String.valueOf(key), value));
            found.add(values);
        }
        return found;
    }

    /** As {@link #rows}, to be read key by key. */
    List<JsonWish> wishes(HttpServletRequest request, String name, int most)
            throws IOException, HttpMediaTypeNotSupportedException {
        List<JsonWish> wishes = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows(request, name, most)) {
            wishes.add(new JsonWish(row, "$." + name + "[" + wishes.size() + "]"));
        }
        return wishes;
    }

    /** Returns the text under a name; null where nothing stands there. */
    static @Nullable String text(Map<String, @Nullable Object> row, String name) {
        Object value = row.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw invalid(name, "text", "$." + name);
    }

    /** Returns the text under a name, which must be there. */
    static String requireText(Map<String, @Nullable Object> row, String name) {
        String text = text(row, name);
        if (text == null || text.isBlank()) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND, "required field not found", Map.of("api_name", name));
        }
        return text;
    }

    static PlatformException invalid(String name, String expected, String path) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", name, "expected_data_type", expected, "json_path", path));
    }
}

package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads parts of bodies, and says by their path what is wrong with them. */
final class JsonParts {
    private JsonParts() {}

    /** Returns 1 to {@code most} ids of the list {@code ids}. */
    static List<Long> ids(Map<String, @Nullable Object> body, int most) {
        List<?> given = list(body.get("ids"), "ids", "$.ids");
        ApiParameters.requireCount("ids", given.size(), most);
        List<Long> ids = new ArrayList<>();
        for (Object id : given) {
            ids.add(ApiParameters.id(id, "$.ids[" + ids.size() + "]"));
        }
        return ids;
    }

    static List<?> list(@Nullable Object value, String name, String path) {
        if (required(value, name, path) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "jsonarray", path);
    }

    static Map<?, ?> object(@Nullable Object value, String name, String path) {
        if (required(value, name, path) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(name, "jsonobject", path);
    }

    static String text(@Nullable Object value, String name, String path) {
        if (required(value, name, path) instanceof String text) {
            return text;
        }
        throw wrong(name, "string", path);
    }

    private static Object required(@Nullable Object value, String name, String path) {
        if (value == null) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND,
                    "required field not found",
                    Map.of("api_name", name, "json_path", path));
        }
        return value;
    }

    private static PlatformException wrong(String name, String expected, String path) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", name, "expected_data_type", expected, "json_path", path));
    }
}

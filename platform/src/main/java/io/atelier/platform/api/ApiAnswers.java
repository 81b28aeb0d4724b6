package io.atelier.platform.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;

/** The shapes that answers share. */
public final class ApiAnswers {
    private ApiAnswers() {}

    /** Answers {@code {"<name>":[...],"info":{...}}}, and 204 where there is nothing. */
    public static ResponseEntity<Map<String, Object>> list(String name, List<?> items, Map<String, ?> info) {
        if (items.isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, items);
        if (!info.isEmpty()) {
            body.put("info", info);
        }
        return ResponseEntity.ok(body);
    }

    /** Returns one row of success: {@code {"code":"SUCCESS","details":...}}. */
    public static Map<String, Object> success(String message, Map<String, ?> details) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("code", "SUCCESS");
        row.put("details", details);
        row.put("message", message);
        row.put("status", "success");
        return row;
    }
}

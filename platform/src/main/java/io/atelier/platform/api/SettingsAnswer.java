package io.atelier.platform.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The shapes of answers about settings: {@code {"fields":[...]}} and the like. */
final class SettingsAnswer {
    private SettingsAnswer() {}

    /** Answers 304 to who has it already, 204 where there is nothing. */
    static ResponseEntity<Map<String, Object>> list(SettingsView view, String name, List<?> items) {
        return list(view, name, items, Map.of());
    }

    static ResponseEntity<Map<String, Object>> list(
            SettingsView view, String name, List<?> items, Map<String, ?> info) {
        if (view.unchanged()) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        return list(name, items, info);
    }

    static ResponseEntity<Map<String, Object>> list(String name, List<?> items, Map<String, ?> info) {
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
    static Map<String, Object> success(String message, Map<String, ?> details) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("code", "SUCCESS");
        row.put("details", details);
        row.put("message", message);
        row.put("status", "success");
        return row;
    }
}

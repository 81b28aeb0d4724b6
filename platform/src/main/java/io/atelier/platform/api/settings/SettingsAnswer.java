package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiAnswers;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Lists of settings: {@code {"fields":[...]}} and the like. */
public final class SettingsAnswer {
    private SettingsAnswer() {}

    /** Answers 304 to who has it already, 204 where there is nothing. */
    public static ResponseEntity<Map<String, Object>> list(SettingsView view, String name, List<?> items) {
        return list(view, name, items, Map.of());
    }

    public static ResponseEntity<Map<String, Object>> list(
            SettingsView view, String name, List<?> items, Map<String, ?> info) {
        if (view.unchanged()) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
        }
        return ApiAnswers.list(name, items, info);
    }
}

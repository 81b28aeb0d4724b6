package io.atelier.platform.api;

import io.atelier.platform.common.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Gathers what became of each row of a request: what is refused stands in its place. */
public final class RowAnswers {
    private final String name;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private int saved;

    public RowAnswers(String name) {
        this.name = name;
    }

    /** @param work does what the row asks and returns the details */
    public void add(String message, Supplier<? extends Map<String, ?>> work) {
        try {
            Map<String, ?> details = work.get();
            rows.add(ApiAnswers.success(message, details));
            saved++;
        } catch (PlatformException e) {
            refuse(e);
        }
    }

    public void refuse(PlatformException reason) {
        Map<String, Object> details = new LinkedHashMap<>(reason.details());
        if (details.get("api_name") instanceof String path) {
            details.putIfAbsent("json_path", "$." + name + "[" + rows.size() + "]." + path);
        }
        ApiError error = ApiError.of(reason);
        rows.add(new ApiError(error.code(), error.status(), error.message(), details).body());
    }

    public int saved() {
        return saved;
    }

    /** Answers {@code success} where each row was good, 400 where none was, 207 else. */
    public ResponseEntity<Map<String, Object>> answer(HttpStatus success) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, rows);
        return ResponseEntity.status(status(success)).body(body);
    }

    public HttpStatus status(HttpStatus success) {
        if (saved == rows.size()) {
            return success;
        }
        return saved == 0 ? HttpStatus.BAD_REQUEST : HttpStatus.MULTI_STATUS;
    }

    public List<Map<String, Object>> rows() {
        return rows;
    }
}

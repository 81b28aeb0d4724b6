package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The one shape of every error: {@code {"code","details","message","status":"error"}}. */
public record ApiError(ErrorCode code, int status, String message, Map<String, Object> details) {
    static ApiError of(ErrorCode code, String message) {
        return new ApiError(code, code.httpStatus(), message, Map.of());
    }

    public static ApiError of(PlatformException e) {
        return new ApiError(e.code(), e.code().httpStatus(), String.valueOf(e.getMessage()), e.details());
    }

    ApiError withStatus(int newStatus) {
        return new ApiError(code, newStatus, message, details);
    }

    /** Returns what stands for the error in JSON. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code.name());
        body.put("details", details);
        body.put("message", message);
        body.put("status", "error");
        return body;
    }

    /** Answers with this error, unless an answer is on its way already. */
    void write(HttpServletResponse response, JsonMapper json) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        byte[] bytes = json.writeValueAsBytes(body());
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}

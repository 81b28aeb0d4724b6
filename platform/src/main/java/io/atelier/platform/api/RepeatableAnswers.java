package io.atelier.platform.api;

import io.atelier.platform.record.IdempotencyService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the same answer again to a request that comes again with the same {@code Idempotency-Key}; the writing is done once.
 * Only answers of requests that wrote something are kept: what was refused may be mended and sent again.
 */
@Component
public final class RepeatableAnswers {
    static final String HEADER = "Idempotency-Key";

    private final IdempotencyService once;
    private final JsonMapper json;

    RepeatableAnswers(IdempotencyService once, JsonMapper json) {
        this.once = once;
        this.json = json;
    }

    /** An answer as it is kept. */
    record Kept(int status, String body) {}

    /** Takes back what was begun for an answer that is not kept. */
    private static final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient ResponseEntity<byte[]> answer;

        Refused(ResponseEntity<byte[]> answer) {
            super("refused", null, false, false);
            this.answer = answer;
        }
    }

    /**
     * @param body what the request says, as it was read
     * @param work writes and makes the answer, in one transaction where there is a key
     */
    public ResponseEntity<byte[]> of(
            HttpServletRequest request, @Nullable Object body, Supplier<ResponseEntity<byte[]>> work) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            return work.get();
        }
        try {
            String kept = once.once(ApiScopes.of(request).actor(), key, content(request, body), () -> keep(work.get()));
            return answer(json.readValue(kept, Kept.class));
        } catch (Refused refused) {
            return refused.answer;
        }
    }

    private static Map<String, Object> content(HttpServletRequest request, @Nullable Object body) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("method", request.getMethod());
        content.put("path", ApiPaths.of(request));
        content.put("query", Objects.requireNonNullElse(request.getQueryString(), ""));
        content.put("external", Objects.requireNonNullElse(request.getHeader(RecordPaths.EXTERNAL), ""));
        content.put("match", Objects.requireNonNullElse(request.getHeader(RecordVersions.IF_MATCH), ""));
        content.put("body", Objects.requireNonNullElse(body, ""));
        return content;
    }

    private String keep(ResponseEntity<byte[]> answer) {
        if (answer.getStatusCode().isError()) {
            throw new Refused(answer);
        }
        byte[] body = Objects.requireNonNullElse(answer.getBody(), new byte[0]);
        return json.writeValueAsString(
                new Kept(answer.getStatusCode().value(), new String(body, StandardCharsets.UTF_8)));
    }

    private static ResponseEntity<byte[]> answer(Kept kept) {
        return ResponseEntity.status(kept.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(kept.body().getBytes(StandardCharsets.UTF_8));
    }
}

package io.atelier.platform.api;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Makes answers that are written straight to JSON, without a tree of maps between. */
@Component
public final class JsonAnswer {
    private static final int USUAL_SIZE = 8 * 1024;

    private final JsonMapper json;

    JsonAnswer(JsonMapper json) {
        this.json = json;
    }

    /** As the other, of something that has a version. */
    public ResponseEntity<byte[]> of(HttpStatusCode status, long version, Consumer<JsonGenerator> body) {
        ResponseEntity<byte[]> plain = of(status, body);
        return ResponseEntity.status(status)
                .headers(plain.getHeaders())
                .eTag("\"" + version + "\"")
                .body(plain.getBody());
    }

    /** @param body writes one value; what it throws is the answer instead, as nothing has been sent */
    public ResponseEntity<byte[]> of(HttpStatusCode status, Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            body.accept(generator);
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes.toByteArray());
    }
}

package io.atelier.platform.record.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a timeline row keeps as JSON: changes of fields, notes, and by what right it was written.
 *
 * @param platform fields that were written by the platform's right, not by the actor's
 */
record StoredDetail(
        List<FieldChange> changes,
        Map<String, Object> detail,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> platform,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean maintenance) {

    /** Rows of older releases lack the newer parts. */
    StoredDetail(
            @Nullable List<FieldChange> changes,
            @Nullable Map<String, Object> detail,
            @Nullable List<String> platform,
            boolean maintenance) {
        this.changes = changes == null ? List.of() : List.copyOf(changes);
        this.detail = detail == null ? Map.of() : new LinkedHashMap<>(detail);
        this.platform = platform == null ? List.of() : List.copyOf(platform);
        this.maintenance = maintenance;
    }

    /** Reads decimals exactly: a value that goes back into a record must be the one that was there. */
    @Component
    static class Codec {
        private final JsonMapper json;

        Codec(JsonMapper json) {
            this.json = json.rebuild()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();
        }

        StoredDetail read(String text) {
            return json.readValue(text, StoredDetail.class);
        }

        String write(StoredDetail detail) {
            return json.writeValueAsString(detail);
        }
    }
}

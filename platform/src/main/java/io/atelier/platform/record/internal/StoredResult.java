package io.atelier.platform.record.internal;

import io.atelier.platform.common.Violation;
import io.atelier.platform.record.WriteResult;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A result as it is kept beside its idempotency key: without values, which may be such as are kept sealed. */
record StoredResult(long operationId, List<Row> rows) {

    /**
     * One row of it.
     *
     * @param version 0 where the row was rejected
     */
    record Row(long id, long version, List<Violation> violations) {
        static Row of(WriteResult.Row row) {
            return switch (row) {
                case WriteResult.Saved(long id, long version, var _) -> new Row(id, version, List.of());
                case WriteResult.Rejected(var violations) -> new Row(0, 0, violations);
            };
        }

        WriteResult.Row result() {
            return version > 0 ? new WriteResult.Saved(id, version) : new WriteResult.Rejected(violations);
        }
    }

    /** Reads and writes results as JSON. */
    @Component
    static class Codec {
        private final JsonMapper json;

        Codec(JsonMapper json) {
            this.json = json;
        }

        String write(WriteResult result) {
            return json.writeValueAsString(new StoredResult(
                    result.operationId(), result.rows().stream().map(Row::of).toList()));
        }

        WriteResult read(String text) {
            StoredResult stored = json.readValue(text, StoredResult.class);
            return new WriteResult(
                    stored.operationId(),
                    stored.rows().stream().map(Row::result).toList());
        }
    }
}

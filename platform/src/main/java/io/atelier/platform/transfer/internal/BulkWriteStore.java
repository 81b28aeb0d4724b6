package io.atelier.platform.transfer.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.transfer.BulkCaller;
import io.atelier.platform.transfer.BulkWrite;
import io.atelier.platform.transfer.BulkWrite.Operation;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_bulk_write}. */
@Repository
public class BulkWriteStore {
    private static final TypeReference<Map<String, @Nullable Object>> RESOURCE = new TypeReference<>() {};

    private final OrgJdbc jdbc;
    private final JsonMapper json;

    BulkWriteStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(OrgId org, long importId, BulkWrite.Asked asked) {
        jdbc.sql(org, """
                        insert into {s}.sys_bulk_write (import_id, operation, resource, charset, version, callback_url,
                            base_url)
                        values (?, ?, ?::jsonb, ?, ?, ?, ?)""")
                .param(importId)
                .param(asked.operation().name())
                .param(json.writeValueAsString(asked.resource()))
                .param(asked.charset())
                .param(asked.caller().version())
                .param(asked.caller().callbackUrl().orElse(null))
                .param(asked.caller().baseUrl())
                .update();
    }

    public Optional<BulkWrite.Asked> find(OrgId org, long importId) {
        return jdbc.sql(org, "select * from {s}.sys_bulk_write where import_id = ?")
                .param(importId)
                .query((row, _) -> new BulkWrite.Asked(
                        Operation.valueOf(row.getString("operation")),
                        json.readValue(row.getString("resource"), RESOURCE),
                        row.getString("charset"),
                        new BulkCaller(
                                row.getString("version"),
                                row.getString("base_url"),
                                Optional.ofNullable(row.getString("callback_url")))))
                .optional();
    }
}

package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.CallDoor;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.expression.CoqlParser;
import io.atelier.platform.expression.CoqlStatement;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CoqlResult;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.usage.CallCosts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Queries in COQL. */
@RestController
final class CoqlController {
    private static final String QUERY = "select_query";

    private final RecordService records;
    private final UserService users;
    private final JsonBody bodies;

    CoqlController(RecordService records, UserService users, JsonBody bodies) {
        this.records = records;
        this.users = users;
        this.bodies = bodies;
    }

    @PostMapping({"/crm/v8/coql", "/crm/v2/coql"})
    ResponseEntity<Map<String, Object>> query(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Authorization authorization = ApiScopes.of(request);
        authorization.require("coql", "coql", "READ");
        CoqlStatement statement = CoqlParser.parse(text(bodies.wish(request)));
        // A token for one module reads no other, though a lookup leads there.
        authorization.require("modules", statement.followsLookups() ? "ALL" : statement.module(), "READ");
        CallDoor.raiseTo(request, CallCosts.ofCoql(statement.limit()));
        Actor actor = authorization.actor();
        CoqlResult result = records.coql(actor, statement);
        if (result.rows().isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        ApiReader reader = ApiReader.of(users, actor);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        result.rows().forEach(row -> rows.add(row(result.columns(), row, reader)));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("count", rows.size());
        info.put("more_records", result.moreRecords());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", rows);
        body.put("info", info);
        return ResponseEntity.ok(body);
    }

    private static String text(JsonWish body) {
        return body.text(QUERY).orElseThrow(() -> body.missing(QUERY));
    }

    private static Map<String, @Nullable Object> row(List<String> columns, List<FieldValue> values, ApiReader reader) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            FieldValue value = values.get(i);
            row.put(
                    columns.get(i),
                    value instanceof FieldValue.Lookup(long id)
                            ? Map.of("id", Long.toString(id))
                            : RecordJson.value(value, reader));
        }
        return row;
    }
}

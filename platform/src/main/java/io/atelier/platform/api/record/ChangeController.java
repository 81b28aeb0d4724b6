package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.ChangeFeedService;
import io.atelier.platform.record.ChangePage;
import io.atelier.platform.record.ChangePage.Change;
import io.atelier.platform.record.ChangeQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What happened to records since a program last asked. */
@RestController
final class ChangeController {
    private static final int USUAL_LIMIT = 200;

    private final ChangeFeedService feed;
    private final UserService users;

    ChangeController(ChangeFeedService feed, UserService users) {
        this.feed = feed;
        this.users = users;
    }

    @GetMapping("/crm/v8/changes")
    Map<String, Object> changes(HttpServletRequest request) {
        Optional<String> module = ApiParameters.find(request, "module");
        Actor actor = ApiScopes.require(request, "modules", module.orElse("ALL"), "READ");
        ChangePage page = feed.read(
                actor,
                new ChangeQuery(
                        ApiParameters.find(request, "cursor"),
                        module,
                        ApiParameters.number(request, "limit", USUAL_LIMIT, ChangeQuery.MAX_LIMIT)));
        ApiReader reader = ApiReader.of(users, actor);
        List<Map<String, @Nullable Object>> rows =
                page.changes().stream().map(change -> row(change, reader)).toList();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("count", rows.size());
        info.put("more_records", page.more());
        info.put("next_cursor", page.cursor());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", rows);
        body.put("info", info);
        return body;
    }

    private static Map<String, @Nullable Object> row(Change change, ApiReader reader) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("change_id", Long.toString(change.id()));
        row.put("operation", operation(change.kind()));
        row.put("module", Map.of("api_name", change.module()));
        row.put("id", Long.toString(change.recordId()));
        row.put("version", change.version().isPresent() ? change.version().getAsLong() : null);
        row.put("time", reader.time(change.at()));
        // The installation itself is nobody.
        row.put("by", reader.find(change.by()).isPresent() ? reader.named(change.by()) : null);
        row.put("operation_id", Long.toString(change.operation()));
        if (change.kind() == ChangePage.Kind.UPDATED) {
            row.put("changed_fields", change.fields());
        }
        return row;
    }

    private static String operation(ChangePage.Kind kind) {
        return switch (kind) {
            case CREATED -> "insert";
            case UPDATED -> "update";
            case DELETED -> "delete";
            case RESTORED -> "restore";
            case PURGED -> "purge";
        };
    }
}

package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecycleBinService;
import io.atelier.platform.record.RecycledRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists what is in the recycle bin. Of what is deleted for good nothing is kept. */
@RestController
final class DeletedRecordController {
    private final RecycleBinService bin;
    private final UserService users;

    DeletedRecordController(RecycleBinService bin, UserService users) {
        this.bin = bin;
        this.users = users;
    }

    @GetMapping(RecordPaths.RECORDS + "/deleted")
    ResponseEntity<Map<String, Object>> list(@PathVariable String module, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        requireType(request);
        int perPage =
                ApiParameters.number(request, "per_page", RecycleBinService.MAX_LIMIT, RecycleBinService.MAX_LIMIT);
        Optional<String> token = ApiParameters.find(request, "page_token");
        int page = ApiParameters.number(request, "page", 1, RecordPages.MAX_NUMBERED / perPage);
        RecycledRecord.Page found = bin.list(actor, Optional.of(module), token, perPage);
        for (int i = 1; i < page && token.isEmpty(); i++) {
            if (found.nextCursor().isEmpty()) {
                return ResponseEntity.noContent().build();
            }
            found = bin.list(actor, Optional.of(module), found.nextCursor(), perPage);
        }
        if (found.records().isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok(body(actor, found, page, perPage));
    }

    private static void requireType(HttpServletRequest request) {
        switch (ApiParameters.find(request, "type").orElse("all")) {
            case "all", "recycle" -> {}
            case "permanent" ->
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "nothing is kept of records that are deleted for good",
                        Map.of("param_name", "type"));
            default -> throw ApiParameters.invalid("type", "all, recycle or permanent is needed");
        }
    }

    private Map<String, Object> body(Actor actor, RecycledRecord.Page found, int page, int perPage) {
        ApiReader reader = ApiReader.of(users, actor);
        List<Map<String, @Nullable Object>> rows =
                found.records().stream().map(row -> row(row, reader)).toList();
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("count", rows.size());
        info.put("page", page);
        info.put("more_records", found.nextCursor().isPresent());
        info.put("next_page_token", found.nextCursor().orElse(null));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", rows);
        body.put("info", info);
        return body;
    }

    private static Map<String, @Nullable Object> row(RecycledRecord record, ApiReader reader) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", Long.toString(record.id()));
        row.put("display_name", record.name());
        row.put("type", "recycle");
        row.put("deleted_time", reader.time(record.deletedAt()));
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("name", record.deletedByName());
        person.put("id", Long.toString(record.deletedBy().value()));
        row.put("deleted_by", person);
        return row;
    }
}

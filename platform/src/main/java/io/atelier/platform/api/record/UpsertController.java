package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RepeatableAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Upsert;
import io.atelier.platform.record.UpsertService;
import io.atelier.platform.record.WriteRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes records, or changes those that are there already. */
@RestController
final class UpsertController {
    private static final String KEYS = "duplicate_check_fields";

    private final UpsertService upserts;
    private final JsonBody bodies;
    private final WrittenRows answers;
    private final RepeatableAnswers repeatable;

    UpsertController(UpsertService upserts, JsonBody bodies, WrittenRows answers, RepeatableAnswers repeatable) {
        this.upserts = upserts;
        this.bodies = bodies;
        this.answers = answers;
        this.repeatable = repeatable;
    }

    @PostMapping(RecordPaths.RECORDS + "/upsert")
    ResponseEntity<byte[]> upsert(@PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "CREATE");
        RecordPaths.authorize(request, module, "UPDATE");
        JsonBody.Rows body = bodies.read(request, JsonBody.MAX_ROWS);
        List<String> named = keys(body.whole().get(KEYS));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row : body.rows()) {
            Map<String, @Nullable Object> values = RecordWriteController.values(row);
            if (row.get(Upsert.ID) != null) {
                values.put(Upsert.ID, ApiParameters.id(row.get(Upsert.ID), "$.data[" + rows.size() + "].id"));
            }
            rows.add(values);
        }
        return repeatable.of(request, body.whole(), () -> {
            List<String> keys = named.isEmpty() ? upserts.usualKeys(actor, module) : named;
            Upsert upsert = new Upsert(
                    module, WriteRequest.OperationKind.SAVE, Upsert.OnMatch.UPDATE, keys, rows, OptionalLong.empty());
            return answers.of(actor, module, upserts.upsert(actor, upsert));
        });
    }

    private static List<String> keys(@Nullable Object given) {
        if (given == null) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        if (given instanceof List<?> names) {
            for (Object name : names) {
                if (!(name instanceof String text)) {
                    throw invalid();
                }
                keys.add(text);
            }
            return keys;
        }
        throw invalid();
    }

    private static PlatformException invalid() {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "invalid data",
                Map.of("api_name", KEYS, "expected_data_type", "jsonarray", "json_path", "$." + KEYS));
    }
}

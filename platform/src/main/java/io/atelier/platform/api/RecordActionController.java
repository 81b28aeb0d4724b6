package io.atelier.platform.api;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CloneService;
import io.atelier.platform.record.MergeResult;
import io.atelier.platform.record.MergeService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes a record like another, and one of several. */
@RestController
@RequestMapping(RecordPaths.RECORDS + RecordPaths.BY_ID + "/actions")
final class RecordActionController {
    private static final String MERGE = "merge";

    private final CloneService clones;
    private final MergeService merges;
    private final JsonBody bodies;
    private final JsonAnswer answers;
    private final WrittenRows rows;
    private final RepeatableAnswers repeatable;

    RecordActionController(
            CloneService clones,
            MergeService merges,
            JsonBody bodies,
            JsonAnswer answers,
            WrittenRows rows,
            RepeatableAnswers repeatable) {
        this.clones = clones;
        this.merges = merges;
        this.bodies = bodies;
        this.answers = answers;
        this.rows = rows;
        this.repeatable = repeatable;
    }

    @PostMapping("/clone")
    ResponseEntity<byte[]> clone(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        authorize(request, module, "CREATE");
        long original = ApiParameters.id(id);
        return repeatable.of(
                request,
                actor,
                null,
                () -> rows.of(
                        actor, module, clones.clone(actor, module, original), HttpStatus.CREATED, "record added"));
    }

    /**
     * Reads Zoho's {@code {"merge":[{"data":[{"id":"2","_fields":[{"api_name":"Email"}]}]}]}}: each of the data is a record that
     * becomes part of the one of the address, which gets the named fields from it.
     */
    @PostMapping("/merge")
    ResponseEntity<byte[]> merge(@PathVariable String module, @PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module, "UPDATE");
        authorize(request, module, "DELETE");
        long master = ApiParameters.id(id);
        Map<String, @Nullable Object> body = bodies.object(request);
        Wish wish = wish(body);
        return repeatable.of(request, actor, body, () -> {
            MergeResult merged = merges.merge(actor, module, master, wish.others(), wish.choices());
            return answers.of(HttpStatus.OK, out -> out.writePOJO(Map.of(MERGE, List.of(success(merged)))));
        });
    }

    /** @param choices whose value the master gets, by the field */
    private record Wish(List<Long> others, Map<String, Long> choices) {}

    private static Wish wish(Map<String, @Nullable Object> body) {
        List<?> merges = JsonParts.list(body.get(MERGE), MERGE, "$.merge");
        ApiParameters.requireCount(MERGE, merges.size(), 1);
        Map<?, ?> merge = JsonParts.object(merges.getFirst(), MERGE, "$.merge[0]");
        List<?> data = JsonParts.list(merge.get("data"), "data", "$.merge[0].data");
        ApiParameters.requireCount("data", data.size(), MergeService.MAX_OTHERS);
        List<Long> others = new ArrayList<>();
        Map<String, Long> choices = new LinkedHashMap<>();
        for (int i = 0; i < data.size(); i++) {
            String path = "$.merge[0].data[" + i + "]";
            Map<?, ?> other = JsonParts.object(data.get(i), "data", path);
            long id = ApiParameters.id(other.get("id"), path + ".id");
            others.add(id);
            for (Object field : fields(other, path)) {
                Map<?, ?> named = JsonParts.object(field, "_fields", path + "._fields");
                choices.put(JsonParts.text(named.get("api_name"), "api_name", path + "._fields.api_name"), id);
            }
        }
        return new Wish(others, choices);
    }

    private static List<?> fields(Map<?, ?> other, String path) {
        Object fields = other.get("_fields");
        return fields == null ? List.of() : JsonParts.list(fields, "_fields", path + "._fields");
    }

    private static Map<String, Object> success(MergeResult merged) {
        Map<String, Object> success = new LinkedHashMap<>();
        success.put("code", "SUCCESS");
        success.put("details", Map.of("id", Long.toString(merged.masterId())));
        success.put("message", "records merged successfully");
        success.put("status", "success");
        return success;
    }
}

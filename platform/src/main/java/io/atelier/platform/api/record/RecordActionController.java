package io.atelier.platform.api.record;

import static io.atelier.platform.api.RecordPaths.authorize;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonAnswer;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RepeatableAnswers;
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
        JsonWish body = bodies.wish(request);
        Wish wish = wish(body);
        return repeatable.of(request, body.values(), () -> {
            MergeResult merged = merges.merge(actor, module, master, wish.others(), wish.choices());
            return answers.of(HttpStatus.OK, out -> out.writePOJO(Map.of(MERGE, List.of(success(merged)))));
        });
    }

    /** @param choices whose value the master gets, by the field */
    private record Wish(List<Long> others, Map<String, Long> choices) {}

    private static Wish wish(JsonWish body) {
        JsonWish merge = body.requireObjects(MERGE, 1).getFirst();
        List<Long> others = new ArrayList<>();
        Map<String, Long> choices = new LinkedHashMap<>();
        for (JsonWish other : merge.requireObjects("data", MergeService.MAX_OTHERS)) {
            long id = other.requireId("id");
            others.add(id);
            other.objects("_fields").forEach(field -> choices.put(field.requireText("api_name"), id));
        }
        return new Wish(others, choices);
    }

    private static Map<String, Object> success(MergeResult merged) {
        return ApiAnswers.success("records merged successfully", Map.of("id", Long.toString(merged.masterId())));
    }
}

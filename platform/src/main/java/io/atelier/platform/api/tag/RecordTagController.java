package io.atelier.platform.api.tag;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Tag;
import io.atelier.platform.record.TagService;
import io.atelier.platform.record.Tagged;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Marks records with tags; the newer clients name them in a body, the older ones in the parameter {@code tag_names}. */
@RestController
@RequestMapping(RecordPaths.RECORDS)
final class RecordTagController {
    private static final String TAGS = "tags";

    private final TagService tags;
    private final JsonBody bodies;

    RecordTagController(TagService tags, JsonBody bodies) {
        this.tags = tags;
        this.bodies = bodies;
    }

    @PostMapping("/{id:[0-9]+}/actions/add_tags")
    ResponseEntity<Map<String, Object>> add(
            @PathVariable String version,
            @PathVariable String module,
            @PathVariable String id,
            HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        Wish wish = wish(request, List.of(ApiParameters.id(id)));
        return answer(version, tags.add(actor, module, wish.records, wish.names, wish.replace));
    }

    @PostMapping("/actions/add_tags")
    ResponseEntity<Map<String, Object>> addToAll(
            @PathVariable String version, @PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        Wish wish = wish(request, List.of());
        return answer(version, tags.add(actor, module, wish.records, wish.names, wish.replace));
    }

    @PostMapping("/{id:[0-9]+}/actions/remove_tags")
    ResponseEntity<Map<String, Object>> remove(
            @PathVariable String version,
            @PathVariable String module,
            @PathVariable String id,
            HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        Wish wish = wish(request, List.of(ApiParameters.id(id)));
        return answer(version, tags.remove(actor, module, wish.records, wish.names));
    }

    @PostMapping("/actions/remove_tags")
    ResponseEntity<Map<String, Object>> removeFromAll(
            @PathVariable String version, @PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        Wish wish = wish(request, List.of());
        return answer(version, tags.remove(actor, module, wish.records, wish.names));
    }

    private record Wish(List<Long> records, List<String> names, boolean replace) {}

    /** @param records of the path; empty where the request names them otherwise */
    private Wish wish(HttpServletRequest request, List<Long> records)
            throws IOException, HttpMediaTypeNotSupportedException {
        Optional<String> inPath = ApiParameters.find(request, "tag_names");
        JsonWish body = inPath.isPresent() ? new JsonWish(Map.of(), "$") : bodies.wish(request);
        List<String> names = inPath.map(ApiParameters::list).orElseGet(() -> names(body));
        boolean replace = ApiParameters.find(request, "over_write")
                .map(Boolean::parseBoolean)
                .orElseGet(() -> body.flag("over_write").orElse(false));
        if (!records.isEmpty()) {
            return new Wish(records, names, replace);
        }
        List<Long> all = ApiParameters.find(request, "ids")
                .map(text -> ApiParameters.ids("ids", ApiParameters.list(text)))
                .orElseGet(() -> body.requireIds(Tag.MAX_RECORDS));
        return new Wish(all.stream().distinct().toList(), names, replace);
    }

    /** A tag is an object with a name; the older clients send the name alone. */
    private static List<String> names(JsonWish body) {
        List<String> names = new ArrayList<>();
        for (Object tag : body.requireList(TAGS)) {
            Object name = tag instanceof Map<?, ?> object ? object.get("name") : tag;
            if (!(name instanceof String text)) {
                throw body.refused(TAGS + "[" + names.size() + "]", "text");
            }
            names.add(text);
        }
        return names;
    }

    private static ResponseEntity<Map<String, Object>> answer(String version, List<Tagged> results) {
        RowAnswers rows = new RowAnswers("data");
        for (Tagged result : results) {
            switch (result) {
                case Tagged.Done(long record, List<Tag> has) ->
                    rows.add(
                            "tags updated successfully",
                            () -> Map.of("id", Long.toString(record), "tags", shown(version, has)));
                case Tagged.Refused(long _, PlatformException reason) -> rows.refuse(reason);
            }
        }
        long locked = results.stream()
                .filter(result -> result instanceof Tagged.Refused refused
                        && refused.reason().code() == ErrorCode.RECORD_LOCKED)
                .count();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", rows.rows());
        body.put("wf_scheduler", "false");
        body.put("success_count", Integer.toString(rows.saved()));
        body.put("locked_count", Long.toString(locked));
        return ResponseEntity.status(rows.status(HttpStatus.OK)).body(body);
    }

    private static List<?> shown(String version, List<Tag> tags) {
        return version.equals("v2") ? tags.stream().map(Tag::name).toList() : TagJson.ofRecord(tags);
    }
}

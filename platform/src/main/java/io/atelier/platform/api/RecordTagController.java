package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.Authorization;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Marks records with tags; the newer clients name them in a body, the older ones in the parameter {@code tag_names}. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/{module:[A-Za-z][A-Za-z0-9_]*}")
final class RecordTagController {
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
        Actor actor = authorize(request, module);
        Wish wish = wish(request, List.of(ApiParameters.id(id)));
        return answer(version, tags.add(actor, module, wish.records, wish.names, wish.replace));
    }

    @PostMapping("/actions/add_tags")
    ResponseEntity<Map<String, Object>> addToAll(
            @PathVariable String version, @PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module);
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
        Actor actor = authorize(request, module);
        Wish wish = wish(request, List.of(ApiParameters.id(id)));
        return answer(version, tags.remove(actor, module, wish.records, wish.names));
    }

    @PostMapping("/actions/remove_tags")
    ResponseEntity<Map<String, Object>> removeFromAll(
            @PathVariable String version, @PathVariable String module, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, module);
        Wish wish = wish(request, List.of());
        return answer(version, tags.remove(actor, module, wish.records, wish.names));
    }

    private record Wish(List<Long> records, List<String> names, boolean replace) {}

    /** @param records of the path; empty where the request names them otherwise */
    private Wish wish(HttpServletRequest request, List<Long> records)
            throws IOException, HttpMediaTypeNotSupportedException {
        Optional<String> inPath = ApiParameters.find(request, "tag_names");
        Map<String, @Nullable Object> body = inPath.isPresent() ? Map.of() : bodies.object(request);
        List<String> names = inPath.map(ApiParameters::list).orElseGet(() -> names(body.get("tags")));
        boolean replace = ApiParameters.find(request, "over_write")
                .map(Boolean::parseBoolean)
                .orElse(Objects.equals(body.get("over_write"), true));
        if (!records.isEmpty()) {
            return new Wish(records, names, replace);
        }
        Optional<String> ids = ApiParameters.find(request, "ids");
        List<?> all = ids.<List<?>>map(ApiParameters::list)
                .orElseGet(() -> body.get("ids") instanceof List<?> list ? list : List.of());
        return new Wish(
                all.stream()
                        .map(id -> ApiParameters.id(String.valueOf(id)))
                        .distinct()
                        .toList(),
                names,
                replace);
    }

    /** A tag is an object with a name; the older clients send the name alone. */
    private static List<String> names(@Nullable Object tags) {
        if (!(tags instanceof List<?> list)) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND,
                    "required field not found",
                    Map.of("api_name", "tags", "json_path", "$.tags"));
        }
        List<String> names = new ArrayList<>();
        for (Object tag : list) {
            Object name = tag instanceof Map<?, ?> object ? object.get("name") : tag;
            if (!(name instanceof String text)) {
                throw new PlatformException(
                        ErrorCode.INVALID_DATA,
                        "invalid data",
                        Map.of(
                                "api_name",
                                "tags",
                                "json_path",
                                "$.tags[" + names.size() + "]",
                                "expected_data_type",
                                "text"));
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

    private static Actor authorize(HttpServletRequest request, String module) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("modules", module, "UPDATE");
        return authorization.actor();
    }
}

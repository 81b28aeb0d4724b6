package io.atelier.platform.api.tag;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Tag;
import io.atelier.platform.record.TagService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tags of a module, the parameter {@code module}. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/tags")
final class TagController {
    private final TagService tags;
    private final UserService users;
    private final JsonBody bodies;

    TagController(TagService tags, UserService users, JsonBody bodies) {
        this.tags = tags;
        this.users = users;
        this.bodies = bodies;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        TagJson json = json(actor);
        List<Map<String, @Nullable Object>> all = tags.tags(actor, ApiParameters.get(request, "module")).stream()
                .map(json::whole)
                .toList();
        return ApiAnswers.list("tags", all, Map.of("count", all.size(), "allowed_count", Tag.MAX_PER_MODULE));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "CREATE");
        String module = ApiParameters.get(request, "module");
        tags.tags(actor, module);
        RowAnswers rows = new RowAnswers("tags");
        for (JsonWish wish : bodies.wishes(request, "tags", Tag.MAX_PER_MODULE)) {
            rows.add(
                    "tags created successfully",
                    () -> json(actor).whole(tags.create(actor, module, wish.requireText("name"), colour(wish, ""))));
        }
        return rows.answer(HttpStatus.CREATED);
    }

    @PutMapping
    ResponseEntity<Map<String, Object>> changeAll(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        tags.tags(actor, ApiParameters.get(request, "module"));
        RowAnswers rows = new RowAnswers("tags");
        for (JsonWish wish : bodies.wishes(request, "tags", Tag.MAX_PER_MODULE)) {
            rows.add("tags updated successfully", () -> change(actor, wish.requireId("id"), wish));
        }
        return rows.answer(HttpStatus.OK);
    }

    @PutMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "UPDATE");
        JsonWish wish = bodies.wishes(request, "tags", 1).getFirst();
        RowAnswers rows = new RowAnswers("tags");
        rows.add("tags updated successfully", () -> change(actor, ApiParameters.id(id), wish));
        return rows.answer(HttpStatus.OK);
    }

    private Map<String, @Nullable Object> change(Actor actor, long id, JsonWish wish) {
        Tag before = tags.get(actor, id);
        String name = wish.mentions("name") ? wish.requireText("name") : before.name();
        return json(actor).whole(tags.change(actor, id, name, colour(wish, before.colour())));
    }

    @DeleteMapping("/{id:[0-9]+}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "DELETE");
        tags.delete(actor, ApiParameters.id(id));
        return Map.of("tags", List.of(ApiAnswers.success("tags deleted successfully", Map.of("id", id))));
    }

    @PostMapping("/{id:[0-9]+}/actions/merge")
    Map<String, Object> merge(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = authorize(request, "CREATE");
        long gone = bodies.wishes(request, "tags", 1).getFirst().requireId("conflict_id");
        Tag stays = tags.merge(actor, gone, ApiParameters.id(id));
        return Map.of(
                "tags",
                List.of(ApiAnswers.success(
                        "tags merged successfully", json(actor).whole(stays))));
    }

    @GetMapping("/{id:[0-9]+}/actions/records_count")
    Map<String, Object> count(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        return Map.of("count", Long.toString(tags.count(actor, ApiParameters.id(id))));
    }

    private TagJson json(Actor actor) {
        return new TagJson(ApiReader.of(users, actor));
    }

    private static String colour(JsonWish wish, String otherwise) {
        return wish.mentions("color_code") ? wish.text("color_code").orElse("") : otherwise;
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        return ApiScopes.require(request, "settings", "tags", verb);
    }
}

package io.atelier.platform.api;

import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.transfer.BulkAnswers;
import io.atelier.platform.transfer.BulkRead;
import io.atelier.platform.transfer.BulkReadQuery;
import io.atelier.platform.transfer.BulkReadService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Jobs that take many records out. */
@RestController
@RequestMapping("/crm/bulk/{version:v2|v8}/read")
final class BulkReadController {
    private final BulkReadService reads;
    private final UserService users;
    private final JsonBody bodies;

    BulkReadController(BulkReadService reads, UserService users, JsonBody bodies) {
        this.reads = reads;
        this.users = users;
        this.bodies = bodies;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> ask(@PathVariable String version, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Authorization authorization = authorize(request);
        Map<String, @Nullable Object> body = bodies.object(request);
        BulkReadQuery query = BulkWish.read(body);
        requireModule(authorization, query);
        BulkRead job = reads.ask(
                authorization.actor(), query, BulkWish.caller(body, version, ConsentController.baseUrl(request)));
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("id", Long.toString(job.id()));
        details.put("operation", "read");
        details.put("state", "ADDED");
        details.put("created_by", person(authorization.actor()));
        details.put("created_time", BulkAnswers.time(job.askedTime(), zone(authorization.actor())));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("status", "success");
        row.put("code", "ADDED_SUCCESSFULLY");
        row.put("message", "Added successfully.");
        row.put("details", details);
        return ResponseEntity.status(HttpStatus.CREATED).body(answer(row));
    }

    @GetMapping("/{id:[0-9]+}")
    Map<String, Object> get(@PathVariable String id, HttpServletRequest request) {
        Authorization authorization = authorize(request);
        BulkRead job = reads.get(authorization.actor(), ApiParameters.id(id));
        requireModule(authorization, job.query());
        Map<String, @Nullable Object> row = BulkAnswers.read(job, zone(authorization.actor()));
        row.put("created_by", person(authorization.actor()));
        return Map.of("data", List.of(row));
    }

    @GetMapping("/{id:[0-9]+}/result")
    ResponseEntity<InputStreamResource> result(@PathVariable String id, HttpServletRequest request) {
        Authorization authorization = authorize(request);
        long job = ApiParameters.id(id);
        requireModule(authorization, reads.get(authorization.actor(), job).query());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment;filename*=UTF-8''" + job + ".zip")
                .body(new InputStreamResource(reads.result(authorization.actor(), job)));
    }

    private static Map<String, Object> answer(Map<String, Object> row) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", List.of(row));
        body.put("info", Map.of());
        return body;
    }

    private Map<String, Object> person(Actor actor) {
        return Map.of(
                "id",
                Long.toString(actor.user().value()),
                "name",
                users.get(actor.org(), actor.user()).name());
    }

    private ZoneId zone(Actor actor) {
        return users.all(actor.org()).stream()
                .filter(user -> user.id().equals(actor.user()))
                .map(User::zone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    private static Authorization authorize(HttpServletRequest request) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("bulk", "read", "READ");
        return authorization;
    }

    /** A token for one module reads no other, though a lookup leads there. */
    private static void requireModule(Authorization authorization, BulkReadQuery query) {
        authorization.require("modules", query.followsLookups() ? "ALL" : query.module(), "READ");
    }
}

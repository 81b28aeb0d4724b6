package io.atelier.platform.api.bulk;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiPaths;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.transfer.BulkAnswers;
import io.atelier.platform.transfer.BulkRead;
import io.atelier.platform.transfer.BulkReadQuery;
import io.atelier.platform.transfer.BulkReadService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
        JsonWish body = bodies.wish(request);
        BulkReadQuery query = BulkWish.read(body);
        requireModule(authorization, query);
        BulkRead job =
                reads.ask(authorization.actor(), query, BulkWish.caller(body, version, ApiPaths.baseUrl(request)));
        ApiReader reader = ApiReader.of(users, authorization.actor());
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("id", Long.toString(job.id()));
        details.put("operation", "read");
        details.put("state", "ADDED");
        details.put("created_by", reader.named(job.askedBy()));
        details.put("created_time", reader.time(job.askedTime()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", List.of(BulkAnswers.success("ADDED_SUCCESSFULLY", "Added successfully.", details)));
        answer.put("info", Map.of());
        return ResponseEntity.status(HttpStatus.CREATED).body(answer);
    }

    @GetMapping("/{id:[0-9]+}")
    Map<String, Object> get(@PathVariable String id, HttpServletRequest request) {
        Authorization authorization = authorize(request);
        BulkRead job = reads.get(authorization.actor(), ApiParameters.id(id));
        requireModule(authorization, job.query());
        ApiReader reader = ApiReader.of(users, authorization.actor());
        Map<String, @Nullable Object> row = BulkAnswers.read(job, reader.zone());
        row.put("created_by", reader.named(job.askedBy()));
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

    private static Authorization authorize(HttpServletRequest request) {
        Authorization authorization = ApiScopes.of(request);
        authorization.require("bulk", "read", "READ");
        return authorization;
    }

    /** A token for one module reads no other, though a lookup leads there. */
    private static void requireModule(Authorization authorization, BulkReadQuery query) {
        authorization.require("modules", query.followsLookups() ? "ALL" : query.module(), "READ");
    }
}

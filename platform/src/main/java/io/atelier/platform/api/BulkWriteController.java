package io.atelier.platform.api;

import io.atelier.platform.file.StoredFile;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.transfer.BulkAnswers;
import io.atelier.platform.transfer.BulkWrite;
import io.atelier.platform.transfer.BulkWriteRequest;
import io.atelier.platform.transfer.BulkWriteService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Jobs that write many records, and the files that they write from. */
@RestController
final class BulkWriteController {
    private static final String BULK = "/crm/bulk/{version:v2|v8}/write";

    private final BulkWriteService writes;
    private final UserService users;
    private final JsonBody bodies;
    private final InstantSource clock;

    BulkWriteController(BulkWriteService writes, UserService users, JsonBody bodies, InstantSource clock) {
        this.writes = writes;
        this.users = users;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** The refusal of headers has a shape of its own, which clients know. */
    @PostMapping("/crm/{version:v2|v8}/upload")
    ResponseEntity<Map<String, Object>> upload(HttpServletRequest request) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("files", "ALL", "CREATE");
        Actor actor = authorization.actor();
        boolean forBulk = "bulk-write".equals(request.getHeader("feature"));
        if (!forBulk
                || !Objects.equals(
                        request.getHeader("X-CRM-ORG"),
                        Long.toString(actor.org().value()))) {
            return ResponseEntity.badRequest()
                    .body(Map.of(
                            "x-error",
                            "check if headers [feature, X-CRM-ORG] are present and valid",
                            "http_status",
                            "400"));
        }
        List<StoredFile> stored = new ArrayList<>();
        ApiUploads.read(request, 1, (_, _, content) -> stored.add(writes.upload(actor, content)));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("file_id", Long.toString(stored.getFirst().id()));
        details.put("created_time", BulkAnswers.time(clock.instant(), zone(actor)));
        return ResponseEntity.ok(success("FILE_UPLOAD_SUCCESS", "file uploaded.", details));
    }

    @PostMapping(BULK)
    ResponseEntity<Map<String, Object>> start(@PathVariable String version, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("bulk", "write", "CREATE");
        Map<String, @Nullable Object> body = bodies.object(request);
        BulkWriteRequest wish = BulkWish.write(body);
        requireModule(authorization, wish);
        Actor actor = authorization.actor();
        BulkWrite job = writes.start(actor, wish, BulkWish.caller(body, version, ConsentController.baseUrl(request)));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", Long.toString(job.status().id()));
        details.put("created_by", person(actor));
        details.put("created_time", BulkAnswers.time(job.status().startedAt(), zone(actor)));
        return ResponseEntity.status(HttpStatus.CREATED).body(success("SUCCESS", "success", details));
    }

    @GetMapping(BULK + "/{id:[0-9]+}")
    Map<String, @Nullable Object> get(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request);
        Map<String, @Nullable Object> answer = BulkAnswers.write(writes.get(actor, ApiParameters.id(id)), zone(actor));
        answer.put("created_by", person(actor));
        return answer;
    }

    @GetMapping(BULK + "/{id:[0-9]+}/result")
    void result(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Actor actor = authorize(request);
        long job = ApiParameters.id(id);
        writes.requireResult(actor, job);
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment;filename*=UTF-8''" + job + ".zip");
        writes.result(actor, job, response.getOutputStream());
    }

    private static void requireModule(Authorization authorization, BulkWriteRequest wish) {
        switch (wish.operation()) {
            case INSERT -> authorization.require("modules", wish.module(), "CREATE");
            case UPDATE -> authorization.require("modules", wish.module(), "UPDATE");
            case UPSERT -> {
                authorization.require("modules", wish.module(), "CREATE");
                authorization.require("modules", wish.module(), "UPDATE");
            }
        }
    }

    private static Map<String, Object> success(String code, String message, Map<String, Object> details) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", "success");
        json.put("code", code);
        json.put("message", message);
        json.put("details", details);
        return json;
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

    private static Actor authorize(HttpServletRequest request) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("bulk", "write", "READ");
        return authorization.actor();
    }
}

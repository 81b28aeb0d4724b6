package io.atelier.platform.api.bulk;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiPaths;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.file.ApiUploads;
import io.atelier.platform.file.StoredFile;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Actor actor = ApiScopes.require(request, "files", "ALL", "CREATE");
        String organization = Long.toString(actor.org().value());
        if (!"bulk-write".equals(request.getHeader("feature"))
                || !organization.equals(request.getHeader("X-CRM-ORG"))) {
            return ResponseEntity.badRequest()
                    .body(Map.of(
                            "x-error",
                            "check if headers [feature, X-CRM-ORG] are present and valid",
                            "http_status",
                            "400"));
        }
        List<StoredFile> stored = new ArrayList<>();
        ApiUploads.read(request, 1, (_, _, content) -> stored.add(writes.upload(actor, content)));
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("file_id", Long.toString(stored.getFirst().id()));
        details.put("created_time", ApiReader.of(users, actor).time(clock.instant()));
        return ResponseEntity.ok(BulkAnswers.success("FILE_UPLOAD_SUCCESS", "file uploaded.", details));
    }

    @PostMapping(BULK)
    ResponseEntity<Map<String, Object>> start(@PathVariable String version, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Authorization authorization = ApiScopes.of(request);
        authorization.require("bulk", "write", "CREATE");
        JsonWish body = bodies.wish(request);
        BulkWriteRequest wish = BulkWish.write(body);
        requireModule(authorization, wish);
        Actor actor = authorization.actor();
        BulkWrite job = writes.start(actor, wish, BulkWish.caller(body, version, ApiPaths.baseUrl(request)));
        ApiReader reader = ApiReader.of(users, actor);
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("id", Long.toString(job.status().id()));
        details.put("created_by", reader.named(job.status().startedBy()));
        details.put("created_time", reader.time(job.status().startedAt()));
        return ResponseEntity.status(HttpStatus.CREATED).body(BulkAnswers.success("SUCCESS", "success", details));
    }

    @GetMapping(BULK + "/{id:[0-9]+}")
    Map<String, @Nullable Object> get(@PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request);
        ApiReader reader = ApiReader.of(users, actor);
        BulkWrite job = writes.get(actor, ApiParameters.id(id));
        Map<String, @Nullable Object> answer = BulkAnswers.write(job, reader.zone());
        answer.put("created_by", reader.named(job.status().startedBy()));
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

    private static Actor authorize(HttpServletRequest request) {
        return ApiScopes.require(request, "bulk", "write", "READ");
    }
}

package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.Attachment;
import io.atelier.platform.record.AttachmentService;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files and links on a record. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/{module:[A-Za-z][A-Za-z0-9_]*}/{id:[0-9]+}/Attachments")
final class AttachmentController {
    private final AttachmentService attachments;
    private final UserService users;

    AttachmentController(AttachmentService attachments, UserService users) {
        this.attachments = attachments;
        this.users = users;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        int perPage = ApiParameters.number(request, "per_page", RecordController.MAX_PAGE, RecordController.MAX_PAGE);
        int page = ApiParameters.number(request, "page", 1, AttachmentService.MAX_PER_RECORD);
        Set<String> wanted = ApiParameters.find(request, "fields")
                .map(text -> Set.copyOf(ApiParameters.list(text)))
                .orElse(Set.of());
        List<Attachment> all = attachments.attachments(actor, module, ApiParameters.id(id));
        int from = Math.min((page - 1) * perPage, all.size());
        int to = Math.min(from + perPage, all.size());
        Map<UserId, User> people = users.byId(actor.org());
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Attachment attachment : all.subList(from, to)) {
            Map<String, @Nullable Object> row = json(attachment, module, id, people, zone(actor, people));
            if (!wanted.isEmpty()) {
                row.keySet().removeIf(key -> !key.equals("id") && !key.startsWith("$") && !wanted.contains(key));
            }
            shown.add(row);
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("count", to - from);
        info.put("page", page);
        info.put("more_records", to < all.size());
        return SettingsAnswer.list("data", shown, info);
    }

    @GetMapping("/{attachment:[0-9]+}")
    ResponseEntity<InputStreamResource> download(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String attachment,
            HttpServletRequest request) {
        Actor actor = authorize(request, module, "READ");
        long record = ApiParameters.id(id);
        Attachment found = attachments.get(actor, module, record, ApiParameters.id(attachment));
        return ApiDownloads.file(found.name(), found.size(), attachments.open(actor, module, record, found.id()));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> add(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = authorize(request, module, "UPDATE");
        long record = ApiParameters.id(id);
        Attachment made;
        if (ApiUploads.isMultipart(request)) {
            List<Attachment> one = new ArrayList<>();
            ApiUploads.read(
                    request,
                    1,
                    (name, type, content) -> one.add(attachments.attach(actor, module, record, name, type, content)));
            made = one.getFirst();
        } else {
            made = attachments.link(
                    actor,
                    module,
                    record,
                    ApiParameters.find(request, "title").orElse(""),
                    ApiParameters.find(request, "attachmentUrl").orElseThrow(AttachmentController::missing));
        }
        return ResponseEntity.ok(Map.of(
                "data", List.of(SettingsAnswer.success("attachment uploaded successfully", stamp(actor, made)))));
    }

    @DeleteMapping("/{attachment:[0-9]+}")
    Map<String, Object> delete(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String attachment,
            HttpServletRequest request) {
        Actor actor = authorize(request, module, "UPDATE");
        attachments.delete(actor, module, ApiParameters.id(id), ApiParameters.id(attachment));
        return Map.of("data", List.of(SettingsAnswer.success("record deleted", Map.of("id", attachment))));
    }

    private Map<String, @Nullable Object> stamp(Actor actor, Attachment made) {
        Map<UserId, User> people = users.byId(actor.org());
        String time = RecordJson.text(made.createdTime().atZone(zone(actor, people)));
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("Modified_Time", time);
        details.put("Modified_By", person(made.createdBy(), people));
        details.put("Created_Time", time);
        details.put("id", Long.toString(made.id()));
        details.put("Created_By", person(made.createdBy(), people));
        return details;
    }

    private static Map<String, @Nullable Object> json(
            Attachment attachment, String module, String record, Map<UserId, User> people, ZoneId zone) {
        String time = RecordJson.text(attachment.createdTime().atZone(zone));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(attachment.id()));
        json.put("File_Name", attachment.name());
        json.put("Size", Long.toString(attachment.size()));
        json.put("Owner", person(attachment.createdBy(), people));
        json.put("Created_By", person(attachment.createdBy(), people));
        json.put("Created_Time", time);
        json.put("Modified_By", person(attachment.createdBy(), people));
        json.put("Modified_Time", time);
        Map<String, Object> parent = new LinkedHashMap<>();
        parent.put("id", record);
        parent.put("module", Map.of("api_name", module));
        json.put("Parent_Id", parent);
        json.put("$se_module", module);
        json.put("$editable", true);
        switch (attachment.content()) {
            case Attachment.Content.File(long file) -> {
                json.put("$type", "Attachment");
                json.put("$file_id", Long.toString(file));
                json.put("$link_url", null);
            }
            case Attachment.Content.Link(String url) -> {
                json.put("$type", "Link URL");
                json.put("$file_id", null);
                json.put("$link_url", url);
            }
        }
        return json;
    }

    private static Map<String, @Nullable Object> person(UserId id, Map<UserId, User> people) {
        User user = people.get(id);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", user == null ? null : user.name());
        json.put("id", Long.toString(id.value()));
        json.put("email", user == null ? null : user.email());
        return json;
    }

    private static ZoneId zone(Actor actor, Map<UserId, User> people) {
        User own = people.get(actor.user());
        return own == null ? ZoneId.of("UTC") : own.zone();
    }

    private static PlatformException missing() {
        return new PlatformException(
                ErrorCode.REQUIRED_PARAM_MISSING,
                "One of the expected parameter is missing",
                Map.of("param_name", "file"));
    }

    private static Actor authorize(HttpServletRequest request, String module, String verb) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("modules", module, verb);
        return authorization.actor();
    }
}

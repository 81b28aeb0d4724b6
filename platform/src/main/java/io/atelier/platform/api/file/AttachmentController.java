package io.atelier.platform.api.file;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiPage;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Attachment;
import io.atelier.platform.record.AttachmentService;
import jakarta.servlet.http.HttpServletRequest;
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
@RequestMapping(RecordPaths.RECORD + "/Attachments")
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
        Actor actor = RecordPaths.authorize(request, module, "READ");
        ApiPage page = ApiPage.of(request);
        Set<String> wanted = ApiParameters.find(request, "fields")
                .map(text -> Set.copyOf(ApiParameters.list(text)))
                .orElse(Set.of());
        List<Attachment> all = attachments.attachments(actor, module, ApiParameters.id(id));
        ApiReader reader = ApiReader.of(users, actor);
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (Attachment attachment : page.of(all)) {
            Map<String, @Nullable Object> row = json(attachment, module, id, reader);
            if (!wanted.isEmpty()) {
                row.keySet().removeIf(key -> !key.equals("id") && !key.startsWith("$") && !wanted.contains(key));
            }
            shown.add(row);
        }
        boolean more = page.skipped() + shown.size() < all.size();
        return ApiAnswers.list("data", shown, page.info(shown.size(), more));
    }

    @GetMapping("/{attachment:[0-9]+}")
    ResponseEntity<InputStreamResource> download(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String attachment,
            HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        long record = ApiParameters.id(id);
        Attachment found = attachments.get(actor, module, record, ApiParameters.id(attachment));
        return ApiDownloads.file(found.name(), found.size(), attachments.open(actor, module, record, found.id()));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> add(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
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
        return ResponseEntity.ok(
                Map.of("data", List.of(ApiAnswers.success("attachment uploaded successfully", stamp(actor, made)))));
    }

    @DeleteMapping("/{attachment:[0-9]+}")
    Map<String, Object> delete(
            @PathVariable String module,
            @PathVariable String id,
            @PathVariable String attachment,
            HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        attachments.delete(actor, module, ApiParameters.id(id), ApiParameters.id(attachment));
        return Map.of("data", List.of(ApiAnswers.success("record deleted", Map.of("id", attachment))));
    }

    private Map<String, @Nullable Object> stamp(Actor actor, Attachment made) {
        ApiReader reader = ApiReader.of(users, actor);
        String time = reader.time(made.createdTime());
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("Modified_Time", time);
        details.put("Modified_By", reader.person(made.createdBy()));
        details.put("Created_Time", time);
        details.put("id", Long.toString(made.id()));
        details.put("Created_By", reader.person(made.createdBy()));
        return details;
    }

    private static Map<String, @Nullable Object> json(
            Attachment attachment, String module, String record, ApiReader reader) {
        String time = reader.time(attachment.createdTime());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(attachment.id()));
        json.put("File_Name", attachment.name());
        json.put("Size", Long.toString(attachment.size()));
        json.put("Owner", reader.person(attachment.createdBy()));
        json.put("Created_By", reader.person(attachment.createdBy()));
        json.put("Created_Time", time);
        json.put("Modified_By", reader.person(attachment.createdBy()));
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

    private static PlatformException missing() {
        return new PlatformException(
                ErrorCode.REQUIRED_PARAM_MISSING,
                "One of the expected parameter is missing",
                Map.of("param_name", "file"));
    }
}

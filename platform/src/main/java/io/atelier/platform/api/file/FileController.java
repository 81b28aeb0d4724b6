package io.atelier.platform.api.file;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files for fields of files and pictures: who brings one fetches it, everybody else through a record that holds it. */
@RestController
@RequestMapping(RecordPaths.VERSION)
final class FileController {
    /** Most files of one request. */
    static final int MAX_FILES = 10;

    private final FileService files;
    private final RecordService records;

    FileController(FileService files, RecordService records) {
        this.files = files;
        this.records = records;
    }

    @PostMapping("/files")
    Map<String, Object> upload(HttpServletRequest request) {
        Actor actor = authorize(request, "CREATE");
        List<Map<String, Object>> rows = new ArrayList<>();
        ApiUploads.read(request, MAX_FILES, (name, type, content) -> {
            StoredFile file = files.store(actor, name, type, content, FieldProperties.Files.MAX_FILE_BYTES);
            rows.add(ApiAnswers.success(
                    file.name() + " uploaded", Map.of("name", file.name(), "id", Long.toString(file.id()))));
        });
        return Map.of("data", rows);
    }

    @GetMapping("/files")
    ResponseEntity<InputStreamResource> download(HttpServletRequest request) {
        Actor actor = authorize(request, "READ");
        long id = ApiParameters.id(ApiParameters.get(request, "id"));
        if (!files.isOwn(actor, id)) {
            throw missing(id);
        }
        return answer(actor, id);
    }

    @GetMapping(RecordPaths.OF_RECORD + "/actions/download_fields_attachment")
    ResponseEntity<InputStreamResource> downloadOfField(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        long file = ApiParameters.id(ApiParameters.get(request, "fields_attachment_id"));
        boolean held = records.get(actor, module, ApiParameters.id(id)).values().values().stream()
                .anyMatch(value -> value instanceof FieldValue.Files(List<Long> ids) && ids.contains(file));
        if (!held) {
            throw missing(file);
        }
        return answer(actor, file);
    }

    private ResponseEntity<InputStreamResource> answer(Actor actor, long id) {
        StoredFile file = files.get(actor.org(), id);
        return ApiDownloads.file(file.name(), file.size(), files.open(actor.org(), id));
    }

    private static PlatformException missing(long id) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no such file.", Map.of("id", Long.toString(id)));
    }

    private static Actor authorize(HttpServletRequest request, String verb) {
        return ApiScopes.require(request, "files", "ALL", verb);
    }
}

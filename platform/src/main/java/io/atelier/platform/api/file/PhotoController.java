package io.atelier.platform.api.file;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.PhotoService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The picture of a record. */
@RestController
@RequestMapping(RecordPaths.RECORD + "/photo")
final class PhotoController {
    private final PhotoService photos;

    PhotoController(PhotoService photos) {
        this.photos = photos;
    }

    @GetMapping
    ResponseEntity<InputStreamResource> get(
            @PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "READ");
        long record = ApiParameters.id(id);
        Optional<StoredFile> photo = photos.find(actor, module, record);
        return photo.map(file -> ApiDownloads.of(
                        file.name(),
                        file.size(),
                        MediaType.parseMediaType(file.mediaType()),
                        photos.open(actor, module, record)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping
    Map<String, Object> put(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        long record = ApiParameters.id(id);
        ApiUploads.read(request, 1, (_, _, content) -> photos.put(actor, module, record, content));
        return ApiAnswers.success("photo uploaded successfully", Map.of());
    }

    @DeleteMapping
    Map<String, Object> delete(@PathVariable String module, @PathVariable String id, HttpServletRequest request) {
        Actor actor = RecordPaths.authorize(request, module, "UPDATE");
        photos.delete(actor, module, ApiParameters.id(id));
        return ApiAnswers.success("Photo deleted", Map.of());
    }
}

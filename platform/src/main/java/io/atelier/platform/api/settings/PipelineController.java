package io.atelier.platform.api.settings;

import io.atelier.platform.api.RecordPaths;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deals go through the stages of one picklist: there are no pipelines to choose from. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/pipeline")
final class PipelineController {
    private final SettingsViews views;

    PipelineController(SettingsViews views) {
        this.views = views;
    }

    @GetMapping
    ResponseEntity<Void> all(HttpServletRequest request) {
        views.read(request, "pipeline");
        return ResponseEntity.noContent().build();
    }
}

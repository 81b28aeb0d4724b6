package io.atelier.platform.api.openapi;

import io.atelier.platform.api.JsonAnswer;
import io.atelier.platform.api.settings.SettingsView;
import io.atelier.platform.api.settings.SettingsViews;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives programs the description of the API that their user's organization has. */
@RestController
final class OpenApiController {
    private final SettingsViews views;
    private final OpenApiDocument document;
    private final JsonAnswer answers;

    OpenApiController(SettingsViews views, OpenApiDocument document, JsonAnswer answers) {
        this.views = views;
        this.document = document;
        this.answers = answers;
    }

    @GetMapping("/crm/v8/openapi.json")
    ResponseEntity<byte[]> document(HttpServletRequest request) {
        SettingsView view = views.read(request, "modules");
        return view.unchanged()
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).build()
                : answers.of(
                        HttpStatus.OK, out -> out.writePOJO(document.of(view.model(), view.rights(), view.language())));
    }
}

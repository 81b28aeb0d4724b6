package io.atelier.platform.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What modules there are, as far as the actor may know. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/settings/modules")
final class ModuleController {
    private final SettingsViews views;

    ModuleController(SettingsViews views) {
        this.views = views;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "modules");
        ModuleJson json = new ModuleJson(view);
        return SettingsAnswer.list(
                view, "modules", view.modules().stream().map(json::of).toList());
    }

    @GetMapping("/{name}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String name, HttpServletRequest request) {
        SettingsView view = views.read(request, "modules");
        return SettingsAnswer.list(view, "modules", List.of(new ModuleJson(view).whole(view.moduleOf(name))));
    }
}

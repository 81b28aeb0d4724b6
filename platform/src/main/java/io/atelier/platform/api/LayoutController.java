package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.ModuleDef;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The layouts of a module, the parameter {@code module}. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/settings/layouts")
final class LayoutController {
    private final SettingsViews views;

    LayoutController(SettingsViews views) {
        this.views = views;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "layouts");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        return SettingsAnswer.list(view, "layouts", List.of(new LayoutJson(view).of(module)));
    }

    @GetMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "layouts");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        if (ApiParameters.id(id) != module.id()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id"));
        }
        return SettingsAnswer.list(view, "layouts", List.of(new LayoutJson(view).of(module)));
    }
}

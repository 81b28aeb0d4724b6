package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiPage;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.ModuleDef;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The lists of a module, the parameter {@code module}. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/custom_views")
final class CustomViewController {
    private final SettingsViews views;

    CustomViewController(SettingsViews views) {
        this.views = views;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "custom_views");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", ApiPage.MAX_SIZE);
        info.put("page", 1);
        info.put("count", 1);
        info.put("more_records", false);
        info.put("default", Long.toString(module.id()));
        info.put("translation", Map.of("public_views", "Public Views"));
        return SettingsAnswer.list(view, "custom_views", List.of(new CustomViewJson(view).of(module)), info);
    }

    @GetMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "custom_views");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        if (ApiParameters.id(id) != module.id()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id"));
        }
        return SettingsAnswer.list(view, "custom_views", List.of(new CustomViewJson(view).of(module)));
    }
}

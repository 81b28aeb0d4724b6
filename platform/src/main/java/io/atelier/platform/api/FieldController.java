package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The fields of a module, the parameter {@code module}. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/settings/fields")
final class FieldController {
    private final SettingsViews views;

    FieldController(SettingsViews views) {
        this.views = views;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "fields");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        FieldJson json = new FieldJson(view);
        List<FieldDef> fields = switch (ApiParameters.find(request, "type").orElse("used")) {
            case "all", "used" -> view.fields(module);
            case "unused" -> view.mayCustomize() ? module.retired() : List.of();
            default -> throw ApiParameters.invalid("type", "all, used or unused is needed");
        };
        return SettingsAnswer.list(
                view,
                "fields",
                fields.stream().map(field -> json.of(module, field)).toList());
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "fields");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        FieldDef field = view.fields(module).stream()
                .filter(one -> FieldJson.id(one).equals(id) || one.apiName().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
        return SettingsAnswer.list(view, "fields", List.of(new FieldJson(view).of(module, field)));
    }
}

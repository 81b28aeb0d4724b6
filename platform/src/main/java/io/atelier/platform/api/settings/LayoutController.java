package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SectionDef;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The layouts of a module, the parameter {@code module}. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/layouts")
final class LayoutController {
    private final SettingsViews views;
    private final JsonBody bodies;
    private final ModelChanges changes;

    LayoutController(SettingsViews views, JsonBody bodies, ModelChanges changes) {
        this.views = views;
        this.bodies = bodies;
        this.changes = changes;
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

    /** Replaces the sections by those of the body, which are told as they are shown. */
    @PatchMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "layouts", "UPDATE");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        if (ApiParameters.id(id) != module.id()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id"));
        }
        JsonWish wish = bodies.wishes(request, "layouts", 1).getFirst();
        RowAnswers rows = new RowAnswers("layouts");
        rows.add("layout updated", () -> {
            changes.apply(view.actor(), new SchemaChange.ChangeLayout(module.apiName(), layout(wish, module)));
            return Map.of("id", id);
        });
        return rows.answer(HttpStatus.OK);
    }

    private static LayoutDef layout(JsonWish wish, ModuleDef module) {
        if (!wish.has("sections")) {
            throw wish.missing("sections");
        }
        List<SectionDef> sections = wish.objects("sections").stream()
                .map(section -> new SectionDef(
                        label(section, module),
                        section.number("column_count").orElse(2),
                        section.objects("fields").stream()
                                .map(field -> field.requireText("api_name"))
                                .toList()))
                .toList();
        return new LayoutDef(sections);
    }

    /** Keeps the other languages of a section that goes on under its name. */
    private static Label label(JsonWish section, ModuleDef module) {
        String text = section.text("name").orElseGet(() -> section.requireText("display_label"));
        return module.layout().sections().stream()
                .map(SectionDef::label)
                .filter(label -> label.english().equals(text))
                .findFirst()
                .orElseGet(() -> Label.of(text));
    }
}

package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What modules there are, as far as the actor may know. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/modules")
final class ModuleController {
    private final SettingsViews views;
    private final JsonBody bodies;
    private final ModelChanges changes;

    ModuleController(SettingsViews views, JsonBody bodies, ModelChanges changes) {
        this.views = views;
        this.bodies = bodies;
        this.changes = changes;
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

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "modules", "CREATE");
        JsonWish wish = bodies.wishes(request, "modules", 1).getFirst();
        RowAnswers rows = new RowAnswers("modules");
        rows.add("module created", () -> {
            ModuleDef made = ModuleWish.made(wish);
            OrgModel model = changes.apply(view.actor(), new SchemaChange.CreateModule(made));
            return id(model.module(made.apiName()));
        });
        return rows.answer(HttpStatus.CREATED);
    }

    @PutMapping("/{name}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String name, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "modules", "UPDATE");
        ModuleDef before = view.moduleOf(name);
        JsonWish wish = bodies.wishes(request, "modules", 1).getFirst();
        RowAnswers rows = new RowAnswers("modules");
        rows.add("module updated", () -> {
            changes.apply(view.actor(), ModuleWish.renamed(wish, before));
            return id(before);
        });
        return rows.answer(HttpStatus.OK);
    }

    /** Deletes the module with all of its records. */
    @DeleteMapping("/{name}")
    Map<String, Object> delete(@PathVariable String name, HttpServletRequest request) {
        SettingsView view = views.of(request, "modules", "DELETE");
        ModuleDef gone = view.moduleOf(name);
        changes.apply(view.actor(), new SchemaChange.DeleteModule(gone.apiName()));
        return Map.of("modules", List.of(ApiAnswers.success("module deleted", id(gone))));
    }

    private static Map<String, Object> id(ModuleDef module) {
        return Map.of("id", Long.toString(module.id()));
    }
}

package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The fields of a module, the parameter {@code module}. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/fields")
final class FieldController {
    /** Most fields that are written at once: Zoho's. */
    static final int MAX_ROWS = 5;

    private final SettingsViews views;
    private final JsonBody bodies;
    private final ModelChanges changes;

    FieldController(SettingsViews views, JsonBody bodies, ModelChanges changes) {
        this.views = views;
        this.bodies = bodies;
        this.changes = changes;
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
        FieldDef field = require(view.fields(module), id);
        return SettingsAnswer.list(view, "fields", List.of(new FieldJson(view).of(module, field)));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "fields", "CREATE");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        RowAnswers rows = new RowAnswers("fields");
        for (JsonWish wish : bodies.wishes(request, "fields", MAX_ROWS)) {
            rows.add("field created", () -> {
                FieldDef made = new FieldWish(wish).made();
                OrgModel model = changes.apply(view.actor(), new SchemaChange.AddField(module.apiName(), made));
                return id(model.module(module.apiName()).field(made.apiName()));
            });
        }
        return rows.answer(HttpStatus.CREATED);
    }

    @PatchMapping
    ResponseEntity<Map<String, Object>> changeAll(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "fields", "UPDATE");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        RowAnswers rows = new RowAnswers("fields");
        for (JsonWish wish : bodies.wishes(request, "fields", MAX_ROWS)) {
            rows.add("field updated", () -> change(view, module, wish.requireText("id"), wish));
        }
        return rows.answer(HttpStatus.OK);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "fields", "UPDATE");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        JsonWish wish = bodies.wishes(request, "fields", 1).getFirst();
        RowAnswers rows = new RowAnswers("fields");
        rows.add("field updated", () -> change(view, module, id, wish));
        return rows.answer(HttpStatus.OK);
    }

    private Map<String, Object> change(SettingsView view, ModuleDef module, String id, JsonWish wish) {
        FieldDef before = require(view.fields(module), id);
        changes.apply(
                view.actor(), new SchemaChange.ChangeField(module.apiName(), new FieldWish(wish).changed(before)));
        return id(before);
    }

    /** A field in use goes out of use, with its values kept; one that is out of use already goes for good. */
    @DeleteMapping("/{id}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.of(request, "fields", "DELETE");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        changes.requireRight(view.actor());
        boolean retired = module.retired().stream().anyMatch(field -> isOf(field, id));
        FieldDef field = require(retired ? module.retired() : view.fields(module), id);
        changes.apply(
                view.actor(),
                retired
                        ? new SchemaChange.DeleteField(module.apiName(), field.apiName())
                        : new SchemaChange.RetireField(module.apiName(), field.apiName()));
        return Map.of("fields", List.of(ApiAnswers.success("field deleted", id(field))));
    }

    private static Map<String, Object> id(FieldDef field) {
        return Map.of("id", FieldJson.id(field));
    }

    private static boolean isOf(FieldDef field, String id) {
        return FieldJson.id(field).equals(id) || field.apiName().equals(id);
    }

    private static FieldDef require(List<FieldDef> fields, String id) {
        return fields.stream()
                .filter(field -> isOf(field, id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
    }
}

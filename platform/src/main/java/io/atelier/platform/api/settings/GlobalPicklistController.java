package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.SchemaChange;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** Sets of values that fields share. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/global_picklists")
final class GlobalPicklistController {
    private final SettingsViews views;
    private final JsonBody bodies;
    private final ModelChanges changes;

    GlobalPicklistController(SettingsViews views, JsonBody bodies, ModelChanges changes) {
        this.views = views;
        this.bodies = bodies;
        this.changes = changes;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(HttpServletRequest request) {
        SettingsView view = views.read(request, "global_picklist");
        return SettingsAnswer.list(
                view,
                "global_picklists",
                known(view).stream().map(set -> json(view, set)).toList());
    }

    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "global_picklist");
        return SettingsAnswer.list(view, "global_picklists", List.of(json(view, require(view, id))));
    }

    /** A set that only hidden fields use tells their values: it is for those who shape the model. */
    private static List<GlobalPicklist> known(SettingsView view) {
        return view.model().picklists().stream()
                .filter(set -> view.mayCustomize() || isUsed(view, set))
                .toList();
    }

    private static boolean isUsed(SettingsView view, GlobalPicklist set) {
        return view.modules().stream()
                .flatMap(module -> view.fields(module).stream())
                .anyMatch(field -> field.properties() instanceof FieldProperties.Choices choices
                        && choices.global().equals(set.apiName()));
    }

    private static Map<String, @Nullable Object> json(SettingsView view, GlobalPicklist set) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(set.id()));
        json.put("api_name", set.apiName());
        json.put("actual_label", set.label().english());
        json.put("display_label", set.label().in(view.language()));
        json.put("description", null);
        json.put("presence", true);
        json.put("pick_list_values_sorted_lexically", false);
        json.put("pick_list_values", FieldJson.choices(set.id(), set.values(), view.language()));
        return json;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "global_picklist", "CREATE");
        changes.requireRight(view.actor());
        JsonWish wish = bodies.wishes(request, "global_picklists", 1).getFirst();
        RowAnswers rows = new RowAnswers("global_picklists");
        rows.add("global picklist created", () -> {
            String label = wish.requireText("display_label").strip();
            String name = wish.text("api_name").orElseGet(() -> ApiName.propose(label));
            if (view.model().picklists().stream().anyMatch(set -> set.apiName().equalsIgnoreCase(name))) {
                throw new PlatformException(ErrorCode.DUPLICATE_DATA, "duplicate data", Map.of("api_name", "api_name"));
            }
            return define(view, new GlobalPicklist(0, name, Label.of(label), values(wish)));
        });
        return rows.answer(HttpStatus.CREATED);
    }

    @PatchMapping("/{id}")
    ResponseEntity<Map<String, Object>> change(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "global_picklist", "UPDATE");
        GlobalPicklist before = require(view, id);
        JsonWish wish = bodies.wishes(request, "global_picklists", 1).getFirst();
        RowAnswers rows = new RowAnswers("global_picklists");
        rows.add(
                "global picklist updated",
                () -> define(
                        view,
                        new GlobalPicklist(
                                before.id(),
                                before.apiName(),
                                wish.text("display_label")
                                        .map(text -> FieldWish.relabelled(before.label(), text))
                                        .orElse(before.label()),
                                wish.has("pick_list_values") ? values(wish) : before.values())));
        return rows.answer(HttpStatus.OK);
    }

    @DeleteMapping("/{id}")
    Map<String, Object> delete(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.of(request, "global_picklist", "DELETE");
        GlobalPicklist gone = require(view, id);
        changes.apply(view.actor(), new SchemaChange.DeletePicklist(gone.apiName()));
        return Map.of(
                "global_picklists",
                List.of(ApiAnswers.success("global picklist deleted", Map.of("id", Long.toString(gone.id())))));
    }

    private Map<String, Object> define(SettingsView view, GlobalPicklist wanted) {
        return changes.apply(view.actor(), new SchemaChange.DefinePicklist(wanted)).picklists().stream()
                .filter(set -> set.apiName().equals(wanted.apiName()))
                .findFirst()
                .<Map<String, Object>>map(set -> Map.of("id", Long.toString(set.id())))
                .orElse(Map.of());
    }

    private static List<PicklistValue> values(JsonWish wish) {
        return FieldWish.values(wish.objects("pick_list_values"));
    }

    private static GlobalPicklist require(SettingsView view, String id) {
        return known(view).stream()
                .filter(set ->
                        Long.toString(set.id()).equals(id) || set.apiName().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
    }
}

package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.GlobalPicklist;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sets of values that fields share. */
@RestController
@RequestMapping("/crm/{version:v2|v8}/settings/global_picklists")
final class GlobalPicklistController {
    private final SettingsViews views;

    GlobalPicklistController(SettingsViews views) {
        this.views = views;
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
        GlobalPicklist found = known(view).stream()
                .filter(set ->
                        Long.toString(set.id()).equals(id) || set.apiName().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
        return SettingsAnswer.list(view, "global_picklists", List.of(json(view, found)));
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
}

package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The lists on the pages of a module's records, the parameter {@code module}: their ids are those of the lookups. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/settings/related_lists")
final class RelatedListController {
    private static final String NOTES = "Notes";

    private final SettingsViews views;

    RelatedListController(SettingsViews views) {
        this.views = views;
    }

    @GetMapping
    ResponseEntity<Map<String, Object>> all(@PathVariable String version, HttpServletRequest request) {
        SettingsView view = views.read(request, "related_lists");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        return SettingsAnswer.list(view, "related_lists", lists(view, module, version));
    }

    @GetMapping("/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> one(
            @PathVariable String version, @PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "related_lists");
        ModuleDef module = view.module(ApiParameters.get(request, "module"));
        List<Map<String, @Nullable Object>> found = lists(view, module, version).stream()
                .filter(list -> Objects.equals(list.get("id"), id))
                .toList();
        if (found.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id"));
        }
        return SettingsAnswer.list(view, "related_lists", found);
    }

    private static List<Map<String, @Nullable Object>> lists(SettingsView view, ModuleDef target, String version) {
        List<Map<String, @Nullable Object>> lists = new ArrayList<>();
        if (target.head().isOrdinary() && !target.apiName().equals(NOTES)) {
            view.findModule(NOTES)
                    .ifPresent(notes -> lists.add(list(
                            Long.toString(notes.id()),
                            target,
                            NOTES,
                            notes.plural().in(view.language()),
                            notes,
                            version)));
        }
        for (OrgModel.RelatedList related : view.model().relatedLists(target)) {
            FieldDef field = related.field();
            if (view.findModule(related.module().apiName()).isPresent()
                    && view.findField(related.module(), field.apiName()).isPresent()) {
                String label = field.relatedList()
                        .map(title -> title.in(view.language()))
                        .orElse(related.module().apiName());
                Map<String, @Nullable Object> list = list(
                        FieldJson.id(field),
                        target,
                        view.model().relatedListName(target, related),
                        label,
                        related.module(),
                        version);
                list.put("type", related.module().head().isOrdinary() ? "default" : "multiselectlookup");
                list.put("connectedlookupApiName", field.apiName());
                lists.add(list);
            }
        }
        for (int i = 0; i < lists.size(); i++) {
            lists.get(i).put("sequence_number", Integer.toString(i + 1));
        }
        return lists;
    }

    private static Map<String, @Nullable Object> list(
            String id, ModuleDef target, String apiName, String label, ModuleDef module, String version) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("api_name", apiName);
        json.put("name", label);
        json.put("display_label", label);
        json.put("href", target.apiName() + "/{ENTITYID}/" + apiName);
        // The older clients read a text here.
        json.put("module", version.equals("v2") ? module.apiName() : ModuleJson.reference(module));
        json.put("type", "default");
        json.put("action", null);
        json.put("visible", true);
        json.put("status", "visible");
        return json;
    }
}

package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds everything that is wrong with a module's definition, all at once. */
final class DefinitionRules {
    private final ModuleDef module;
    private final List<Violation> problems = new ArrayList<>();

    private DefinitionRules(ModuleDef module) {
        this.module = module;
    }

    static List<Violation> check(ModuleDef module, Map<String, ModuleDef> modules) {
        DefinitionRules rules = new DefinitionRules(module);
        rules.checkNames();
        rules.problems.addAll(FieldRules.check(module, modules));
        rules.checkCounts();
        rules.checkSearchFields();
        rules.checkDisplayField();
        rules.checkLayout();
        rules.checkListView();
        return rules.problems;
    }

    static List<Violation> check(GlobalPicklist picklist) {
        List<Violation> problems = new ArrayList<>();
        ApiName.problemOf(picklist.apiName())
                .ifPresent(problem -> problems.add(new Violation(ErrorCode.INVALID_NAME, picklist.apiName(), problem)));
        FieldRules.checkValues(picklist.values(), GlobalPicklist.MAX_VALUES)
                .forEach((code, message) -> problems.add(new Violation(code, picklist.apiName(), message)));
        return problems;
    }

    private void checkNames() {
        ApiName.problemOf(module.apiName())
                .ifPresent(problem -> add(ErrorCode.INVALID_NAME, module.apiName(), problem));
        if (module.fields().size() > ModuleDef.MAX_FIELDS) {
            add(ErrorCode.LIMIT_EXCEEDED, module.apiName(), "A module has at most 1,000 fields.");
        }
        Set<String> seen = new HashSet<>();
        for (FieldDef field : module.allFields()) {
            if (!seen.add(field.apiName().toLowerCase(Locale.ROOT))) {
                add(ErrorCode.DUPLICATE_DATA, path(field), "Two fields have this API name; rename one.");
            }
        }
    }

    private void checkCounts() {
        long pointers = module.fields().stream()
                .filter(field -> !field.targets().isEmpty())
                .count();
        long unique = module.fields().stream()
                .filter(field -> field.options().unique() != Uniqueness.NONE)
                .count();
        long rollups = module.fields().stream()
                .filter(field -> field.type() == FieldType.ROLLUP_SUMMARY)
                .count();
        limit(pointers, ModuleDef.MAX_LOOKUPS, "lookups");
        limit(unique, ModuleDef.MAX_UNIQUE, "unique fields");
        limit(rollups, FieldProperties.Rollup.MAX_PER_MODULE, "rollup summaries");
    }

    private void limit(long count, int most, String what) {
        if (count > most) {
            add(ErrorCode.LIMIT_EXCEEDED, module.apiName(), "A module has at most " + most + " " + what + ".");
        }
    }

    private void checkSearchFields() {
        List<String> names = module.head().searchFields();
        if (names.size() > ModuleHead.MAX_SEARCH_FIELDS) {
            add(ErrorCode.LIMIT_EXCEEDED, module.apiName(), "Search looks into at most 10 fields.");
        }
        names.stream()
                .filter(name -> module.findField(name)
                        .filter(field -> field.kind() == ValueKind.TEXT
                                && field.isFilterable()
                                && field.storage().part() == 0)
                        .isEmpty())
                .forEach(name -> add(
                        ErrorCode.INVALID_FIELD,
                        module.apiName() + "." + name,
                        "Search looks into plain text fields."));
    }

    private void checkDisplayField() {
        if (module.kind().isOwned() && module.displayField().isEmpty()) {
            return;
        }
        if (module.findField(module.displayField())
                .filter(field -> field.type().isText()
                        && field.isFilterable()
                        && field.storage().part() == 0)
                .isEmpty()) {
            add(ErrorCode.INVALID_FIELD, module.apiName(), "The display field must be one of its text fields.");
        }
    }

    private void checkLayout() {
        LayoutDef layout = module.layout();
        if (layout.sections().isEmpty() || layout.sections().size() > LayoutDef.MAX_SECTIONS) {
            add(ErrorCode.LIMIT_EXCEEDED, module.apiName() + ".layout", "A layout has 1 to 100 sections.");
        }
        Set<String> seen = new HashSet<>();
        layout.fields().forEach(name -> {
            if (module.findField(name).isEmpty()) {
                add(ErrorCode.INVALID_FIELD, module.apiName() + ".layout." + name, "The module has no such field.");
            } else if (!seen.add(name)) {
                add(ErrorCode.DUPLICATE_DATA, module.apiName() + ".layout." + name, "It stands twice in the layout.");
            }
        });
        module.fields().stream()
                .filter(field -> field.required() && !seen.contains(field.apiName()))
                .forEach(field -> add(
                        ErrorCode.INVALID_DATA,
                        module.apiName() + ".layout." + field.apiName(),
                        "A required field must stand in the layout, or nobody can fill it."));
    }

    private void checkListView() {
        ListViewDef view = module.listView();
        String place = module.apiName() + ".list";
        if (view.columns().isEmpty() || view.columns().size() > ListViewDef.MAX_COLUMNS) {
            add(ErrorCode.LIMIT_EXCEEDED, place, "A list has 1 to 50 columns.");
        }
        view.columns().stream()
                .filter(name -> module.findField(name).isEmpty())
                .forEach(name -> add(ErrorCode.INVALID_FIELD, place + "." + name, "The module has no such field."));
        if (module.findField(view.sortField()).filter(FieldDef::isSortable).isEmpty()) {
            add(ErrorCode.INVALID_FIELD, place + ".sort", "The list must be ordered by a field that can be sorted.");
        }
    }

    private String path(FieldDef field) {
        return module.apiName() + "." + field.apiName();
    }

    private void add(ErrorCode code, String path, String message) {
        problems.add(new Violation(code, path, message));
    }
}

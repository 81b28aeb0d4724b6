package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds everything that is wrong with a module's definition, all at once. */
final class DefinitionRules {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final ModuleDef module;
    private final Map<String, ModuleDef> modules;
    private final List<Violation> problems = new ArrayList<>();

    private DefinitionRules(ModuleDef module, Map<String, ModuleDef> modules) {
        this.module = module;
        this.modules = modules;
    }

    static List<Violation> check(ModuleDef module, Map<String, ModuleDef> modules) {
        DefinitionRules rules = new DefinitionRules(module, modules);
        rules.checkNames();
        module.fields().forEach(rules::checkField);
        rules.checkDisplayField();
        rules.checkLayout();
        rules.checkListView();
        return rules.problems;
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

    private void checkField(FieldDef field) {
        ApiName.problemOf(field.apiName()).ifPresent(problem -> add(ErrorCode.INVALID_NAME, path(field), problem));
        if (field.type().isPicklist()) {
            checkPicklist(field);
        } else if (!field.values().isEmpty()) {
            add(ErrorCode.INVALID_DATA, path(field), "Only picklists have values.");
        }
        if (field.isLookup() && !modules.containsKey(field.target())) {
            add(ErrorCode.INVALID_MODULE, path(field), "A lookup needs an existing module to point to.");
        }
        if (field.type().isText()
                && (field.length() < 1 || field.length() > field.type().maxLength())) {
            add(
                    ErrorCode.LIMIT_EXCEEDED,
                    path(field),
                    "The length is 1 to " + field.type().maxLength() + " characters.");
        }
        if (field.type().isNumber()) {
            checkNumber(field);
        }
        for (String part : field.composedOf()) {
            if (module.findField(part).filter(f -> f.type().isText()).isEmpty()) {
                add(ErrorCode.INVALID_FIELD, path(field), "It is composed of " + part + ", which is no text field.");
            }
        }
    }

    private void checkNumber(FieldDef field) {
        int most = field.type().maxLength();
        boolean whole = field.type() == FieldType.INTEGER || field.type() == FieldType.BIGINT;
        int mostDecimals = whole ? 0 : field.type() == FieldType.PERCENT ? 2 : 9;
        if (field.precision() < 1
                || field.precision() > most
                || field.scale() < 0
                || field.scale() > mostDecimals
                || field.scale() > field.precision()) {
            add(
                    ErrorCode.LIMIT_EXCEEDED,
                    path(field),
                    "It has 1 to " + most + " digits, at most " + mostDecimals + " of them decimals.");
        }
    }

    private void checkPicklist(FieldDef field) {
        if (field.values().isEmpty()) {
            add(ErrorCode.MANDATORY_NOT_FOUND, path(field), "A picklist needs at least one value.");
        }
        if (field.values().size() > FieldDef.MAX_PICKLIST_VALUES) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "A picklist has at most 4,000 values.");
        }
        Set<String> seen = new HashSet<>();
        for (PicklistValue value : field.values()) {
            if (value.value().isBlank() || value.value().length() > field.type().maxLength()) {
                add(ErrorCode.LIMIT_EXCEEDED, path(field), "A picklist value has 1 to 120 characters.");
            }
            if (!seen.add(value.value())) {
                add(ErrorCode.DUPLICATE_DATA, path(field), "The value \"" + value.value() + "\" stands twice.");
            }
            if (!value.colour().isEmpty() && !COLOUR.matcher(value.colour()).matches()) {
                add(ErrorCode.PATTERN_NOT_MATCHED, path(field), "A colour is written #rrggbb.");
            }
        }
        if (!field.defaultValue().isEmpty()
                && field.findValue(field.defaultValue()).isEmpty()) {
            add(ErrorCode.INVALID_DATA, path(field), "The default is none of the values.");
        }
    }

    private void checkDisplayField() {
        if (module.findField(module.displayField())
                .filter(field -> field.type().isText())
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
        if (module.findField(view.sortField())
                .filter(field -> field.type().isSortable())
                .isEmpty()) {
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

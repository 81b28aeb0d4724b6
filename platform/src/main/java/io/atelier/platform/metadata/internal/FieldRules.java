package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleKind;
import io.atelier.platform.metadata.PicklistDependency;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with the definition of one field: what its type needs, what goes with it. */
final class FieldRules {
    private static final int MOST_DECIMALS = 9;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final ModuleDef module;
    private final Map<String, ModuleDef> modules;
    private final List<Violation> problems = new ArrayList<>();

    private FieldRules(ModuleDef module, Map<String, ModuleDef> modules) {
        this.module = module;
        this.modules = modules;
    }

    static List<Violation> check(ModuleDef module, Map<String, ModuleDef> modules) {
        FieldRules rules = new FieldRules(module, modules);
        module.fields().forEach(rules::check);
        return rules.problems;
    }

    private void check(FieldDef field) {
        ApiName.problemOf(field.apiName()).ifPresent(problem -> add(ErrorCode.INVALID_NAME, path(field), problem));
        if (field.properties().getClass()
                != FieldProperties.defaults(field.type()).getClass()) {
            add(ErrorCode.INVALID_DATA, path(field), "What is said of the field does not belong to its type.");
            return;
        }
        checkProperties(field);
        checkOptions(field);
    }

    private void checkProperties(FieldDef field) {
        switch (field.properties()) {
            case FieldProperties.None _ -> {}
            case FieldProperties.Text text -> checkText(field, text);
            case FieldProperties.Number _ -> checkNumber(field);
            case FieldProperties.Choices choices -> checkPicklist(field, choices);
            case FieldProperties.AutoNumber number -> checkAutoNumber(field, number);
            case FieldProperties.Lookup lookup -> requireModule(field, lookup.target());
            case FieldProperties.AnyLookup lookup -> checkTargets(field, lookup);
            case FieldProperties.MultiLookup lookup -> requireModule(field, lookup.target());
            case FieldProperties.Files files -> checkFiles(field, files);
            case FieldProperties.Formula formula -> checkFormula(field, formula);
            case FieldProperties.Rollup rollup -> checkRollup(field, rollup);
            case FieldProperties.Subform subform -> checkSubform(field, subform);
        }
    }

    private void checkText(FieldDef field, FieldProperties.Text text) {
        int most = field.type() == FieldType.TEXTAREA && !text.rich()
                ? FieldProperties.Text.MAX_PLAIN
                : field.type().maxLength();
        if (text.length() < 1 || text.length() > most) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "The length is 1 to " + most + " characters.");
        }
        for (String part : text.composedOf()) {
            if (module.findField(part)
                    .filter(f -> f.type().isText() && f.isFilterable())
                    .isEmpty()) {
                add(ErrorCode.INVALID_FIELD, path(field), "It is composed of " + part + ", which is no text field.");
            }
        }
        if (text.rich() && (field.type() != FieldType.TEXTAREA || field.required() || field.encrypted())) {
            add(
                    ErrorCode.NOT_SUPPORTED,
                    path(field),
                    "Only a text area can be rich, and then it is neither required nor encrypted.");
        }
    }

    private void checkAutoNumber(FieldDef field, FieldProperties.AutoNumber number) {
        if (number.prefix().length() > FieldProperties.AutoNumber.MAX_AFFIX
                || number.suffix().length() > FieldProperties.AutoNumber.MAX_AFFIX) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "A prefix or suffix has at most 16 characters.");
        }
        if (number.start() < 0) {
            add(ErrorCode.INVALID_DATA, path(field), "Numbers start at 0 or more.");
        }
    }

    private void requireModule(FieldDef field, String target) {
        if (!modules.containsKey(target)) {
            add(ErrorCode.INVALID_MODULE, path(field), "A lookup needs an existing module to point to.");
        }
    }

    private void checkTargets(FieldDef field, FieldProperties.AnyLookup lookup) {
        if (lookup.targets().isEmpty() || lookup.targets().size() > FieldProperties.AnyLookup.MAX_TARGETS) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "It points to 1 to 50 modules.");
        }
        lookup.targets().forEach(target -> requireModule(field, target));
    }

    private void checkFiles(FieldDef field, FieldProperties.Files files) {
        int most = field.type() == FieldType.IMAGEUPLOAD
                ? FieldProperties.Files.MAX_IMAGES
                : FieldProperties.Files.MAX_FILES;
        if (files.most() < 1 || files.most() > most) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "It holds 1 to " + most + " files.");
        }
    }

    private void checkFormula(FieldDef field, FieldProperties.Formula formula) {
        if (formula.expression().isBlank() || formula.expression().length() > FieldProperties.Formula.MAX_LENGTH) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "A formula has 1 to 3,000 characters.");
        }
        checkResult(field, formula.result(), formula.scale());
    }

    private void checkResult(FieldDef field, FieldType result, int scale) {
        boolean known = switch (result) {
            case DOUBLE, CURRENCY, INTEGER, TEXT, DATE, DATETIME, BOOLEAN -> true;
            case TEXTAREA,
                    EMAIL,
                    PHONE,
                    WEBSITE,
                    PICKLIST,
                    MULTISELECTPICKLIST,
                    BIGINT,
                    PERCENT,
                    AUTONUMBER,
                    LOOKUP,
                    MULTI_MODULE_LOOKUP,
                    MULTISELECTLOOKUP,
                    OWNERLOOKUP,
                    USERLOOKUP,
                    MULTIUSERLOOKUP,
                    FILEUPLOAD,
                    IMAGEUPLOAD,
                    FORMULA,
                    ROLLUP_SUMMARY,
                    SUBFORM,
                    ADDRESS -> false;
        };
        if (!known || scale < 0 || scale > MOST_DECIMALS) {
            add(
                    ErrorCode.INVALID_DATA,
                    path(field),
                    "It results in double, currency, integer, text, date, datetime or boolean, with 0 to 9 decimals.");
        }
    }

    private void checkRollup(FieldDef field, FieldProperties.Rollup rollup) {
        checkResult(field, rollup.result(), rollup.scale());
        ModuleDef child = modules.get(rollup.module());
        boolean pointsHere = child != null
                && child.findField(rollup.lookup())
                        .filter(lookup -> lookup.targets().contains(module.apiName()))
                        .isPresent();
        if (!pointsHere) {
            add(ErrorCode.INVALID_FIELD, path(field), "A rollup needs a module and its lookup that points here.");
            return;
        }
        boolean counted = rollup.function() == FieldProperties.Rollup.Function.COUNT;
        if (counted != rollup.measured().isEmpty()) {
            add(ErrorCode.INVALID_DATA, path(field), "Choose the field to figure of; a count needs none.");
        }
        if (!counted && !rollup.measured().isEmpty() && child != null) {
            checkMeasured(field, rollup, child);
        }
    }

    private void checkMeasured(FieldDef field, FieldProperties.Rollup rollup, ModuleDef child) {
        FieldDef measured = child.findField(rollup.measured()).orElse(null);
        boolean extreme = rollup.function() == FieldProperties.Rollup.Function.MIN
                || rollup.function() == FieldProperties.Rollup.Function.MAX;
        boolean fits = measured != null
                && measured.isFilterable()
                && (measured.kind() == ValueKind.NUMBER
                        || extreme && (measured.kind() == ValueKind.DATE || measured.kind() == ValueKind.DATETIME));
        if (measured == null || !fits) {
            add(ErrorCode.INVALID_FIELD, path(field), "It is figured of a number field, or MIN and MAX of a date.");
        } else if (measured.kind() != rollup.result().kind()) {
            add(ErrorCode.INVALID_DATA, path(field), "Its result is of another kind than the field it is figured of.");
        }
    }

    private void checkSubform(FieldDef field, FieldProperties.Subform subform) {
        ModuleDef child = modules.get(subform.module());
        boolean belongs = child != null
                && child.kind() == ModuleKind.SUBFORM
                && child.findField(subform.parentField())
                        .filter(lookup -> lookup.target().equals(module.apiName()))
                        .isPresent();
        if (!belongs) {
            add(ErrorCode.INVALID_MODULE, path(field), "A subform needs a child module whose lookup points here.");
        }
        if (subform.maxRows() < 1 || subform.maxRows() > FieldProperties.Subform.MAX_ROWS) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "A subform has at most 1 to 200 rows.");
        }
    }

    private void checkOptions(FieldDef field) {
        FieldOptions options = field.options();
        boolean plain = field.isStored() && !field.type().isComputed() && !field.encrypted();
        if (options.unique() != Uniqueness.NONE
                && !(plain
                        && (field.kind() == ValueKind.TEXT && field.type() != FieldType.TEXTAREA
                                || field.kind() == ValueKind.NUMBER))) {
            add(ErrorCode.NOT_SUPPORTED, path(field), "Only plain texts and numbers can be unique.");
        }
        if (options.externalId() && options.unique() == Uniqueness.NONE) {
            add(ErrorCode.INVALID_DATA, path(field), "An external id must be unique.");
        }
        if (options.encrypted() && !isEncryptable(field)) {
            add(
                    ErrorCode.NOT_SUPPORTED,
                    path(field),
                    "Only texts, e-mail addresses, phone numbers and web addresses can be encrypted.");
        }
        if (options.required() && (field.type().isComputed() || field.kind() == ValueKind.ADDRESS)) {
            add(ErrorCode.NOT_SUPPORTED, path(field), "Nobody enters this field, so it cannot be required.");
        }
        if (!field.defaultValue().isEmpty()
                && ValueCodec.parse(field, field.defaultValue()) instanceof ValueCodec.Parsed.Bad(var code, var why)) {
            add(code, path(field), "The default does not fit the field. " + why);
        }
    }

    private static boolean isEncryptable(FieldDef field) {
        return field.isStored()
                && field.kind() == ValueKind.TEXT
                && !field.type().isPicklist()
                && !field.type().isComputed()
                && field.type() != FieldType.AUTONUMBER
                && field.composedOf().isEmpty();
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

    private void checkPicklist(FieldDef field, FieldProperties.Choices choices) {
        checkValues(
                        choices.values(),
                        choices.global().isEmpty() ? FieldDef.MAX_PICKLIST_VALUES : GlobalPicklist.MAX_VALUES)
                .forEach((code, message) -> add(code, path(field), message));
        choices.dependency().ifPresent(dependency -> checkDependency(field, dependency));
    }

    /** Returns one message a kind of fault. */
    static Map<ErrorCode, String> checkValues(List<PicklistValue> values, int most) {
        Map<ErrorCode, String> faults = new EnumMap<>(ErrorCode.class);
        if (values.isEmpty()) {
            faults.put(ErrorCode.MANDATORY_NOT_FOUND, "A picklist needs at least one value.");
        }
        if (values.size() > most) {
            faults.put(ErrorCode.LIMIT_EXCEEDED, "A picklist has at most " + most + " values.");
        }
        Set<String> seen = new HashSet<>();
        for (PicklistValue value : values) {
            if (value.value().isBlank() || value.value().length() > FieldType.PICKLIST.maxLength()) {
                faults.put(ErrorCode.LIMIT_EXCEEDED, "A picklist value has 1 to 120 characters.");
            }
            if (!seen.add(value.value())) {
                faults.put(ErrorCode.DUPLICATE_DATA, "The value \"" + value.value() + "\" stands twice.");
            }
            if (!value.colour().isEmpty() && !COLOUR.matcher(value.colour()).matches()) {
                faults.put(ErrorCode.PATTERN_NOT_MATCHED, "A colour is written #rrggbb.");
            }
        }
        return faults;
    }

    private void checkDependency(FieldDef field, PicklistDependency dependency) {
        FieldDef parent = module.findField(dependency.parent()).orElse(null);
        if (parent == null || parent.type() != FieldType.PICKLIST || parent.id() == field.id()) {
            add(ErrorCode.INVALID_FIELD, path(field), "It depends on another picklist of the module.");
            return;
        }
        if (dependency.allowed().size() > PicklistDependency.MAX_PARENT_VALUES) {
            add(ErrorCode.LIMIT_EXCEEDED, path(field), "At most 2,000 values of the other picklist can be mapped.");
        }
        Set<String> seen = new HashSet<>(Set.of(field.apiName()));
        for (FieldDef next = parent; next != null; next = dependsOn(next)) {
            if (!seen.add(next.apiName())) {
                add(ErrorCode.INVALID_DATA, path(field), "Picklists depend on each other in a circle.");
                return;
            }
        }
    }

    private @Nullable FieldDef dependsOn(FieldDef field) {
        return field.properties() instanceof FieldProperties.Choices choices
                ? choices.dependency()
                        .flatMap(dependency -> module.findField(dependency.parent()))
                        .orElse(null)
                : null;
    }

    private String path(FieldDef field) {
        return module.apiName() + "." + field.apiName();
    }

    private void add(ErrorCode code, String path, String message) {
        problems.add(new Violation(code, path, message));
    }
}

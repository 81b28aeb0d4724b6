package io.atelier.platform.api.settings;

import io.atelier.platform.api.JsonWish;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.Uniqueness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a program wants of a field, as {@link FieldJson} shows it. What is not said stays. */
final class FieldWish {
    private final JsonWish json;

    FieldWish(JsonWish json) {
        this.json = json;
    }

    /** Returns the wish for a new field. */
    FieldDef made() {
        String label = json.requireText("field_label").strip();
        FieldType type = FieldType.of(json.requireText("data_type"));
        String name = json.text("api_name").orElseGet(() -> ApiName.propose(label));
        return read(FieldDef.of(name, Label.of(label), type));
    }

    /** Returns the wish for a change; a type cannot be changed so. */
    FieldDef changed(FieldDef before) {
        json.text("data_type")
                .filter(type -> !type.equals(before.type().apiName()))
                .ifPresent(_ -> {
                    throw json.refused("data_type", before.type().apiName());
                });
        FieldDef field = json.text("field_label")
                .or(() -> json.text("display_label"))
                .map(label -> before.withLabel(relabelled(before.label(), label)))
                .orElse(before);
        return read(field);
    }

    /** A program says one text; it is the English one. */
    static Label relabelled(Label before, String text) {
        Map<String, String> texts = new HashMap<>(before.texts());
        texts.put(Locale.ENGLISH.getLanguage(), text.strip());
        return new Label(texts);
    }

    private FieldDef read(FieldDef field) {
        return field.with(options(field.options())).with(properties(field));
    }

    private FieldOptions options(FieldOptions before) {
        FieldOptions options = before;
        Optional<Boolean> required = json.flag("system_mandatory").or(() -> json.flag("required"));
        if (required.isPresent()) {
            options = options.withRequired(required.get());
        }
        Optional<JsonWish> unique = json.object("unique");
        if (unique.isPresent()) {
            options = options.withUnique(unique.get()
                    .flag("casesensitive")
                    .map(exact -> exact ? Uniqueness.EXACT : Uniqueness.IGNORE_CASE)
                    .orElse(Uniqueness.NONE));
        }
        Optional<JsonWish> tooltip = json.object("tooltip");
        if (tooltip.isPresent()) {
            options = options.withTooltip(tooltip.get().text("value").map(Label::of));
        }
        Optional<String> value = json.text("default_value");
        return value.isPresent() ? options.withDefaultValue(value.get()) : options;
    }

    private FieldProperties properties(FieldDef field) {
        return switch (field.properties()) {
            case FieldProperties.None none -> none;
            case FieldProperties.Text text ->
                new FieldProperties.Text(
                        json.number("length").orElse(text.length()),
                        json.object("textarea")
                                .flatMap(area -> area.text("type"))
                                .map("rich_text"::equals)
                                .orElse(text.rich()),
                        text.composedOf());
            case FieldProperties.Number number ->
                new FieldProperties.Number(
                        json.number("length").orElse(number.precision()),
                        json.number("decimal_place").orElse(number.scale()));
            case FieldProperties.Choices choices ->
                new FieldProperties.Choices(
                        json.has("pick_list_values") ? values(json.objects("pick_list_values")) : choices.values(),
                        json.object("global_picklist")
                                .map(set -> set.requireText("api_name"))
                                .orElse(choices.global()),
                        choices.dependency());
            case FieldProperties.AutoNumber number -> autoNumber(number);
            case FieldProperties.Lookup lookup ->
                new FieldProperties.Lookup(
                        target("lookup").orElse(lookup.target()),
                        json.object("lookup")
                                .flatMap(wish -> wish.text("display_label"))
                                .map(Label::of)
                                .or(lookup::relatedList),
                        lookup.filter());
            case FieldProperties.AnyLookup lookup ->
                new FieldProperties.AnyLookup(
                        json.object("multi_module_lookup")
                                .map(wish -> wish.objects("modules").stream()
                                        .map(module -> module.requireText("api_name"))
                                        .toList())
                                .orElse(lookup.targets()),
                        lookup.relatedList());
            case FieldProperties.MultiLookup lookup ->
                new FieldProperties.MultiLookup(
                        target("multiselectlookup").orElse(lookup.target()),
                        lookup.linkingModule(),
                        lookup.ownField(),
                        lookup.targetField());
            case FieldProperties.Files files ->
                new FieldProperties.Files(json.number("maximum_files").orElse(files.most()));
            case FieldProperties.Formula formula -> formula(formula);
            case FieldProperties.Rollup rollup -> rollup(rollup);
            case FieldProperties.Subform subform ->
                new FieldProperties.Subform(
                        subform.module(),
                        subform.parentField(),
                        json.object("associated_module")
                                .flatMap(module -> module.number("max_rows"))
                                .orElse(subform.maxRows()));
        };
    }

    private Optional<String> target(String name) {
        return json.object(name)
                .flatMap(wish -> wish.object("module").or(() -> wish.object("connected_module")))
                .map(module -> module.requireText("api_name"));
    }

    private FieldProperties autoNumber(FieldProperties.AutoNumber before) {
        Optional<JsonWish> wish = json.object("auto_number");
        return wish.isEmpty()
                ? before
                : new FieldProperties.AutoNumber(
                        wish.get().text("prefix").orElse(before.prefix()),
                        wish.get().text("suffix").orElse(before.suffix()),
                        wish.get()
                                .number("start_number")
                                .map(Integer::longValue)
                                .orElse(before.start()));
    }

    private FieldProperties formula(FieldProperties.Formula before) {
        Optional<JsonWish> wish = json.object("formula");
        return wish.isEmpty()
                ? before
                : new FieldProperties.Formula(
                        wish.get().text("expression").orElse(before.expression()),
                        wish.get().text("return_type").map(FieldWish::type).orElse(before.result()),
                        json.number("decimal_place").orElse(before.scale()));
    }

    private FieldProperties rollup(FieldProperties.Rollup before) {
        Optional<JsonWish> wish = json.object("rollup_summary");
        if (wish.isEmpty()) {
            return before;
        }
        JsonWish rollup = wish.get();
        return new FieldProperties.Rollup(
                rollup.text("related_module").orElse(before.module()),
                rollup.text("lookup_field").orElse(before.lookup()),
                rollup.text("function").map(name -> function(rollup, name)).orElse(before.function()),
                rollup.text("measured_field").orElse(before.measured()),
                rollup.text("criteria").orElse(before.criteria()),
                rollup.text("return_type").map(FieldWish::type).orElse(before.result()),
                json.number("decimal_place").orElse(before.scale()));
    }

    private static FieldProperties.Rollup.Function function(JsonWish rollup, String name) {
        for (FieldProperties.Rollup.Function function : FieldProperties.Rollup.Function.values()) {
            if (function.name().equalsIgnoreCase(name)) {
                return function;
            }
        }
        throw rollup.refused("function", "picklist");
    }

    private static FieldType type(String name) {
        return name.equals("string") ? FieldType.TEXT : FieldType.of(name);
    }

    /** Reads values of a picklist, in their order. */
    static List<PicklistValue> values(List<JsonWish> wishes) {
        List<PicklistValue> values = new ArrayList<>();
        for (JsonWish wish : wishes) {
            String stored = wish.text("actual_value").orElseGet(() -> wish.requireText("display_value"));
            values.add(new PicklistValue(
                    stored,
                    Label.of(wish.text("label")
                            .or(() -> wish.text("display_value"))
                            .orElse(stored)),
                    wish.text("colour_code").orElse(""),
                    !wish.text("type").orElse("used").equals("unused")));
        }
        return values;
    }
}

package io.atelier.platform.solution.internal;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.templates.solution.FieldDoc;
import io.atelier.templates.solution.LabelDoc;
import io.atelier.templates.solution.ListDoc;
import io.atelier.templates.solution.ModuleDoc;
import io.atelier.templates.solution.PicklistValueDoc;
import io.atelier.templates.solution.SectionDoc;
import io.atelier.templates.solution.SolutionDoc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the documents of a solution into definitions, in the order of its navigation. */
public final class SolutionModules {
    private static final int DECIMALS = 2;

    private SolutionModules() {}

    /** Returns all modules: first those of the navigation, then the rest. */
    public static List<ModuleDef> of(SolutionDoc solution) {
        Stream<ModuleDoc> shown = solution.navigation().stream().flatMap(name -> solution.findModule(name).stream());
        Stream<ModuleDoc> rest = solution.modules().stream()
                .filter(module -> !solution.navigation().contains(module.apiName()));
        return Stream.concat(shown, rest).map(SolutionModules::module).toList();
    }

    private static ModuleDef module(ModuleDoc doc) {
        return ModuleDef.of(
                ModuleHead.of(
                        doc.apiName(),
                        label(doc.singular()),
                        label(doc.plural()),
                        doc.icon(),
                        doc.displayField(),
                        false),
                doc.fields().stream().map(SolutionModules::field).toList(),
                new LayoutDef(doc.layout().sections().stream()
                        .map(SolutionModules::section)
                        .toList()),
                new ListViewDef(
                        doc.list().columns(),
                        doc.list().sortField(),
                        doc.list().sortDirection() == ListDoc.Direction.DESC));
    }

    private static SectionDef section(SectionDoc doc) {
        return new SectionDef(label(doc.label()), doc.columns(), doc.fields());
    }

    private static FieldDef field(FieldDoc doc) {
        FieldType type = FieldType.of(doc.type());
        FieldOptions options = new FieldOptions(
                doc.required(),
                doc.readOnly() || type == FieldType.AUTONUMBER,
                false,
                doc.unique() ? Uniqueness.IGNORE_CASE : Uniqueness.NONE,
                false,
                false,
                text(doc.defaultValue()),
                Optional.ofNullable(doc.help()).map(SolutionModules::label));
        return FieldDef.of(doc.apiName(), label(doc.label()), type)
                .with(options)
                .with(properties(doc, FieldProperties.defaults(type)));
    }

    private static FieldProperties properties(FieldDoc doc, FieldProperties usual) {
        return switch (usual) {
            case FieldProperties.Text text ->
                new FieldProperties.Text(or(doc.length(), text.length()), false, doc.composedOf());
            case FieldProperties.Number number ->
                new FieldProperties.Number(or(doc.precision(), number.precision()), scale(doc, number));
            case FieldProperties.Choices _ ->
                FieldProperties.Choices.of(
                        doc.values().stream().map(SolutionModules::value).toList());
            case FieldProperties.AutoNumber _ -> {
                @Nullable Long start = doc.start();
                yield new FieldProperties.AutoNumber(text(doc.prefix()), text(doc.suffix()), start == null ? 1 : start);
            }
            case FieldProperties.Lookup _ ->
                new FieldProperties.Lookup(
                        text(doc.target()),
                        Optional.ofNullable(doc.relatedList()).map(SolutionModules::label),
                        "");
            case FieldProperties.None _,
                    FieldProperties.AnyLookup _,
                    FieldProperties.MultiLookup _,
                    FieldProperties.Files _,
                    FieldProperties.Formula _,
                    FieldProperties.Rollup _,
                    FieldProperties.Subform _ -> usual;
        };
    }

    private static int or(@Nullable Integer wished, int usual) {
        return wished == null ? usual : wished;
    }

    /** A whole number has no decimals, whatever is wished. */
    private static int scale(FieldDoc doc, FieldProperties.Number usual) {
        return usual.scale() == 0 ? 0 : or(doc.scale(), DECIMALS);
    }

    private static PicklistValue value(PicklistValueDoc doc) {
        return new PicklistValue(doc.value(), label(doc.label()), text(doc.colour()));
    }

    private static Label label(LabelDoc doc) {
        return Label.of(doc.en(), doc.ru());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}

package io.atelier.platform.solution.internal;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.SectionDef;
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
    private static final int TEXT_LENGTH = 255;
    private static final int TEXTAREA_LENGTH = 2_000;
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
        return new ModuleDef(
                0,
                doc.apiName(),
                label(doc.singular()),
                label(doc.plural()),
                doc.icon(),
                doc.displayField(),
                false,
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
        return new FieldDef(
                0,
                doc.apiName(),
                label(doc.label()),
                type,
                doc.required(),
                doc.readOnly(),
                false,
                length(type, doc.length()),
                precision(type, doc.precision()),
                scale(type, doc.scale()),
                text(doc.defaultValue()),
                doc.values().stream().map(SolutionModules::value).toList(),
                text(doc.target()),
                Optional.ofNullable(doc.relatedList()).map(SolutionModules::label),
                doc.composedOf(),
                text(doc.prefix()));
    }

    private static int length(FieldType type, @Nullable Integer wished) {
        if (wished != null) {
            return wished;
        }
        return switch (type) {
            case TEXT -> TEXT_LENGTH;
            case TEXTAREA -> TEXTAREA_LENGTH;
            default -> type.maxLength();
        };
    }

    private static int precision(FieldType type, @Nullable Integer wished) {
        if (!type.isNumber()) {
            return 0;
        }
        return wished != null ? wished : type.maxLength();
    }

    private static int scale(FieldType type, @Nullable Integer wished) {
        if (!type.isNumber() || type == FieldType.INTEGER || type == FieldType.BIGINT) {
            return 0;
        }
        return wished != null ? wished : DECIMALS;
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

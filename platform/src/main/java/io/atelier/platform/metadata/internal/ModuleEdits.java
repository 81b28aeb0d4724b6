package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SectionDef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks into definitions and makes copies of them with one thing changed. */
final class ModuleEdits {
    private ModuleEdits() {}

    static <T> List<T> sorted(List<T> items, List<String> order, Function<T, String> name) {
        return items.stream()
                .sorted(Comparator.comparingInt(item -> {
                    int place = order.indexOf(name.apply(item));
                    return place < 0 ? Integer.MAX_VALUE : place;
                }))
                .toList();
    }

    static boolean isTaken(ModuleDef module, String name) {
        return Stream.concat(module.allFields().stream(), module.retired().stream())
                .anyMatch(field -> field.apiName().equalsIgnoreCase(name));
    }

    static Optional<FieldDef> own(ModuleDef module, String name) {
        return module.fields().stream()
                .filter(field -> field.apiName().equals(name))
                .findFirst();
    }

    static Optional<FieldDef> retired(ModuleDef module, String name) {
        return module.retired().stream()
                .filter(field -> field.apiName().equals(name))
                .findFirst();
    }

    static ModuleDef without(ModuleDef module, String name) {
        return module.withFields(module.fields().stream()
                .filter(field -> !field.apiName().equals(name))
                .toList());
    }

    static ModuleDef replaced(ModuleDef module, FieldDef changed) {
        return module.withFields(module.fields().stream()
                .map(field -> field.id() == changed.id() ? changed : field)
                .toList());
    }

    static LayoutDef inLastSection(LayoutDef layout, FieldDef field) {
        if (layout.sections().isEmpty() || layout.fields().anyMatch(field.apiName()::equals)) {
            return layout;
        }
        List<SectionDef> sections = new ArrayList<>(layout.sections());
        SectionDef last = sections.removeLast();
        List<String> fields = new ArrayList<>(last.fields());
        fields.add(field.apiName());
        sections.add(last.withFields(fields));
        return new LayoutDef(sections);
    }

    static LayoutDef withoutField(LayoutDef layout, String name) {
        return new LayoutDef(layout.sections().stream()
                .map(section -> section.withFields(section.fields().stream()
                        .filter(field -> !field.equals(name))
                        .toList()))
                .toList());
    }

    static ListViewDef withoutField(ListViewDef view, String name) {
        boolean sorts = view.sortField().equals(name);
        return new ListViewDef(
                view.columns().stream().filter(column -> !column.equals(name)).toList(),
                sorts ? "Created_Time" : view.sortField(),
                sorts || view.descending());
    }

    static Optional<String> ownedBy(FieldDef field) {
        return switch (field.properties()) {
            case FieldProperties.MultiLookup lookup -> Optional.of(lookup.linkingModule());
            case FieldProperties.Subform subform -> Optional.of(subform.module());
            case FieldProperties _ -> Optional.empty();
        };
    }

    static boolean needsMore(FieldDef field) {
        return switch (field.type()) {
            case ADDRESS, MULTISELECTLOOKUP, SUBFORM, FORMULA -> true;
            case TEXT,
                    TEXTAREA,
                    EMAIL,
                    PHONE,
                    WEBSITE,
                    PICKLIST,
                    MULTISELECTPICKLIST,
                    INTEGER,
                    BIGINT,
                    DOUBLE,
                    PERCENT,
                    CURRENCY,
                    DATE,
                    DATETIME,
                    BOOLEAN,
                    AUTONUMBER,
                    LOOKUP,
                    MULTI_MODULE_LOOKUP,
                    OWNERLOOKUP,
                    USERLOOKUP,
                    MULTIUSERLOOKUP,
                    FILEUPLOAD,
                    IMAGEUPLOAD,
                    ROLLUP_SUMMARY -> false;
        };
    }
}

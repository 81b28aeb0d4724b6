package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.ModuleKind;
import io.atelier.platform.metadata.SectionDef;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The modules that a field brings with it: pairs of a many-to-many lookup, rows of a subform. */
final class OwnedModules {
    private OwnedModules() {}

    /** Makes the module whose records tie a record of one module to one of the other; the two lookups come first. */
    static ModuleDef linking(ModuleDef one, ModuleDef other, FieldDef field, UnaryOperator<String> freeName) {
        String name = freeName.apply(shortened(one.apiName() + "_X_" + other.apiName()));
        String otherField =
                one.apiName().equals(other.apiName()) ? shortened(field.apiName()) + "_To" : other.apiName();
        String ownField = otherField.equals(one.apiName()) ? one.apiName() + "_From" : one.apiName();
        FieldDef own = pointer(ownField, one.singular(), one, Optional.empty());
        FieldDef target = pointer(otherField, other.singular(), other, Optional.of(one.plural()));
        Label label = joined(one.plural(), other.plural());
        return ModuleDef.of(
                ModuleHead.of(name, label, label, "link", "", true)
                        .withKind(ModuleKind.LINKING)
                        .withHidden(true),
                List.of(own, target),
                layout(label, List.of(ownField, otherField)),
                new ListViewDef(List.of(ownField, otherField), "Created_Time", true));
    }

    /** Makes the child module of a subform: a pointer to its record and a place; its own fields are added after. */
    static ModuleDef subform(ModuleDef parent, FieldDef field, UnaryOperator<String> freeName) {
        String name = freeName.apply(shortened(parent.apiName() + "_" + field.apiName()));
        FieldDef pointer = pointer(FieldProperties.Subform.PARENT, parent.singular(), parent, Optional.empty());
        pointer = pointer.with(pointer.options().withRequired(true));
        FieldDef place = FieldDef.of(FieldProperties.Subform.ROW_NUMBER, Label.of("No.", "№"), FieldType.INTEGER);
        place = place.with(place.options().withReadOnly(true));
        return ModuleDef.of(
                ModuleHead.of(name, field.label(), field.label(), "list", "", true)
                        .withKind(ModuleKind.SUBFORM)
                        .withHidden(true),
                List.of(pointer, place),
                layout(field.label(), List.of(FieldProperties.Subform.PARENT, FieldProperties.Subform.ROW_NUMBER)),
                new ListViewDef(
                        List.of(FieldProperties.Subform.PARENT, FieldProperties.Subform.ROW_NUMBER),
                        "Created_Time",
                        true));
    }

    private static FieldDef pointer(String name, Label label, ModuleDef target, Optional<Label> relatedList) {
        return FieldDef.of(name, label, FieldType.LOOKUP)
                .with(new FieldProperties.Lookup(target.apiName(), relatedList, ""));
    }

    private static LayoutDef layout(Label label, List<String> fields) {
        return new LayoutDef(List.of(new SectionDef(label, 1, fields)));
    }

    private static Label joined(Label one, Label other) {
        return Label.of(
                one.english() + " – " + other.english(),
                one.texts().getOrDefault("ru", one.english()) + " – "
                        + other.texts().getOrDefault("ru", other.english()));
    }

    /** Leaves room for a number that makes the name another. */
    private static String shortened(String name) {
        int most = ApiName.MAX_LENGTH - 5;
        return name.length() <= most ? name : name.substring(0, most).replaceAll("_+$", "");
    }
}

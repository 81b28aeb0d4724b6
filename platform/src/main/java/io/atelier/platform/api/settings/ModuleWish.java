package io.atelier.platform.api.settings;

import io.atelier.platform.api.JsonWish;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.metadata.SystemField;
import java.util.List;
import java.util.Optional;

/** Reads what a program wants of a module: its labels, and the field that names its records. */
final class ModuleWish {
    private static final String ICON = "records";

    private ModuleWish() {}

    static ModuleDef made(JsonWish wish) {
        Label singular = Label.of(wish.requireText("singular_label").strip());
        Label plural = Label.of(wish.requireText("plural_label").strip());
        String name = wish.text("api_name").orElseGet(() -> ApiName.propose(plural.english()));
        FieldDef display = display(wish.object("display_field"));
        Label section = Label.of(singular.english() + " Information");
        return ModuleDef.of(
                ModuleHead.of(name, singular, plural, ICON, display.apiName(), true),
                List.of(display),
                new LayoutDef(
                        List.of(new SectionDef(section, 2, List.of(display.apiName(), SystemField.OWNER.apiName())))),
                new ListViewDef(
                        List.of(display.apiName(), SystemField.OWNER.apiName(), SystemField.MODIFIED_TIME.apiName()),
                        SystemField.CREATED_TIME.apiName(),
                        true));
    }

    private static FieldDef display(Optional<JsonWish> wish) {
        String label = wish.flatMap(field -> field.text("field_label")).orElse("Name");
        String name = wish.flatMap(field -> field.text("api_name")).orElseGet(() -> ApiName.propose(label));
        FieldType type = wish.flatMap(field -> field.text("data_type"))
                .map(FieldType::of)
                .orElse(FieldType.TEXT);
        FieldDef field = FieldDef.of(name, Label.of(label), type);
        return field.properties() instanceof FieldProperties.AutoNumber
                ? field
                : field.with(field.options().withRequired(true));
    }

    static SchemaChange renamed(JsonWish wish, ModuleDef before) {
        return new SchemaChange.RenameModule(
                before.apiName(),
                wish.text("singular_label")
                        .map(text -> FieldWish.relabelled(before.singular(), text))
                        .orElse(before.singular()),
                wish.text("plural_label")
                        .map(text -> FieldWish.relabelled(before.plural(), text))
                        .orElse(before.plural()),
                before.icon());
    }
}

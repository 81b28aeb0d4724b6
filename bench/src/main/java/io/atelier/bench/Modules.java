package io.atelier.bench;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import java.util.List;
import java.util.Optional;

/** Makes definitions of modules that are like another one. */
final class Modules {
    private Modules() {}

    static ModuleDef copy(ModuleDef module, String name, List<FieldDef> fields) {
        return new ModuleDef(
                0,
                name,
                Label.of(name),
                Label.of(name),
                module.icon(),
                module.displayField(),
                true,
                fields,
                module.layout(),
                module.listView());
    }

    static FieldDef text(String name) {
        return new FieldDef(
                0,
                name,
                Label.of(name),
                FieldType.TEXT,
                false,
                false,
                false,
                100,
                0,
                0,
                "",
                List.of(),
                "",
                Optional.empty(),
                List.of(),
                "");
    }
}

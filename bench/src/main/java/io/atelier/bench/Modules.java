package io.atelier.bench;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import java.util.List;

/** Makes definitions of modules that are like another one. */
final class Modules {
    private Modules() {}

    static ModuleDef copy(ModuleDef module, String name, List<FieldDef> fields) {
        return ModuleDef.of(
                ModuleHead.of(name, Label.of(name), Label.of(name), module.icon(), module.displayField(), true),
                fields,
                module.layout(),
                module.listView());
    }

    static FieldDef text(String name) {
        return FieldDef.of(name, Label.of(name), FieldType.TEXT);
    }
}

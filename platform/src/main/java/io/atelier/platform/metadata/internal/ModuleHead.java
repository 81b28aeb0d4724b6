package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import java.util.List;

/** What {@code sys_module} stores of a module; its fields and views have rows of their own. */
record ModuleHead(String apiName, Label singular, Label plural, String icon, String displayField, boolean custom) {
    static ModuleHead of(ModuleDef module) {
        return new ModuleHead(
                module.apiName(),
                module.singular(),
                module.plural(),
                module.icon(),
                module.displayField(),
                module.custom());
    }

    ModuleDef toModule(long id, List<FieldDef> fields, LayoutDef layout, ListViewDef listView) {
        return new ModuleDef(id, apiName, singular, plural, icon, displayField, custom, fields, layout, listView);
    }
}

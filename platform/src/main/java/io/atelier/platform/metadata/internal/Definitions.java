package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import java.util.List;

/** Copies of definitions with one thing changed. */
final class Definitions {
    private Definitions() {}

    static FieldDef withId(FieldDef f, long id) {
        return new FieldDef(
                id,
                f.apiName(),
                f.label(),
                f.type(),
                f.required(),
                f.readOnly(),
                false,
                f.length(),
                f.precision(),
                f.scale(),
                f.defaultValue(),
                f.values(),
                f.target(),
                f.relatedList(),
                f.composedOf(),
                f.prefix());
    }

    static ModuleDef withNewIds(ModuleDef m, IdGenerator ids) {
        List<FieldDef> fields =
                m.fields().stream().map(field -> withId(field, ids.next())).toList();
        return copy(m, ids.next(), fields, m.layout(), m.listView());
    }

    static ModuleDef withFields(ModuleDef m, List<FieldDef> fields) {
        return copy(m, m.id(), fields, m.layout(), m.listView());
    }

    static ModuleDef withLayout(ModuleDef m, LayoutDef layout) {
        return copy(m, m.id(), m.fields(), layout, m.listView());
    }

    static ModuleDef withListView(ModuleDef m, ListViewDef listView) {
        return copy(m, m.id(), m.fields(), m.layout(), listView);
    }

    static ModuleDef renamed(ModuleDef m, SchemaChange.RenameModule names) {
        return new ModuleDef(
                m.id(),
                m.apiName(),
                names.singular(),
                names.plural(),
                names.icon(),
                m.displayField(),
                m.custom(),
                m.fields(),
                m.layout(),
                m.listView());
    }

    private static ModuleDef copy(ModuleDef m, long id, List<FieldDef> fields, LayoutDef layout, ListViewDef view) {
        return new ModuleDef(
                id,
                m.apiName(),
                m.singular(),
                m.plural(),
                m.icon(),
                m.displayField(),
                m.custom(),
                fields,
                layout,
                view);
    }
}

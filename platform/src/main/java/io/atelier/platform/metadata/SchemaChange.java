package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;

/** One wish to change an organization's model. Several are planned and applied as one. */
public sealed interface SchemaChange {
    /** API name of the module that is made or changed. */
    String module();

    /** Makes a module with its fields and views; ids in it are ignored and given anew. */
    record CreateModule(ModuleDef definition) implements SchemaChange {
        @Override
        public String module() {
            return definition.apiName();
        }
    }

    /** Adds a field, also to the last section of the layout; its id is ignored and given anew. */
    record AddField(String module, FieldDef field) implements SchemaChange {}

    /** Changes what does not touch stored values: label, required, default, picklist values by addition or relabelling. */
    record ChangeField(String module, FieldDef field) implements SchemaChange {}

    record ChangeLayout(String module, LayoutDef layout) implements SchemaChange {}

    record ChangeListView(String module, ListViewDef listView) implements SchemaChange {}

    record RenameModule(String module, Label singular, Label plural, String icon) implements SchemaChange {}
}

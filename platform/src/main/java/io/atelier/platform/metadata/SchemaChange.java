package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.List;

/** One wish to change an organization's model. Several are planned and applied as one. */
public sealed interface SchemaChange {
    /** One wish about a module. */
    sealed interface OfModule extends SchemaChange {
        /** API name of the module that is made or changed. */
        String module();
    }

    /** Makes a module with its fields and views; ids and storage in it are ignored and given anew. */
    record CreateModule(ModuleDef definition) implements OfModule {
        @Override
        public String module() {
            return definition.apiName();
        }
    }

    /**
     * Adds a field, also to the last section of the layout; its id and storage are ignored and given anew. An address
     * brings its parts, a multi-select lookup its linking module, a subform its child module unless it names one.
     */
    record AddField(String module, FieldDef field) implements OfModule {}

    /** Changes what does not touch stored values; type and target stay. */
    record ChangeField(String module, FieldDef field) implements OfModule {}

    /** Puts the fields in this order; those that are not named keep theirs, behind. */
    record ReorderFields(String module, List<String> fields) implements OfModule {
        public ReorderFields {
            fields = List.copyOf(fields);
        }
    }

    /** Takes a field out of use everywhere; its values stay. */
    record RetireField(String module, String field) implements OfModule {}

    /** Takes a retired field into use again, with the values that it had. */
    record RestoreField(String module, String field) implements OfModule {}

    /** Deletes a retired field and its values for good. */
    record DeleteField(String module, String field) implements OfModule {}

    /**
     * Prepares a field's change to what {@code field} says, type and all: a new column beside the old one, and a watch over
     * writes. {@code record}'s type changes convert the values and then ask for {@link FinishTypeChange}.
     */
    record BeginTypeChange(String module, FieldDef field) implements OfModule {}

    /** Puts the converted column in the place of the old one, which stays as a retired field. */
    record FinishTypeChange(String module, String field) implements OfModule {}

    /** Drops the new column; the field stays as it is. */
    record CancelTypeChange(String module, String field) implements OfModule {}

    record ChangeLayout(String module, LayoutDef layout) implements OfModule {}

    record ChangeListView(String module, ListViewDef listView) implements OfModule {}

    /** Changes what people call the module; its API name stays. */
    record RenameModule(String module, Label singular, Label plural, String icon) implements OfModule {}

    /** Takes a module out of the navigation, or puts it back. */
    record HideModule(String module, boolean hidden) implements OfModule {}

    /** Changes which fields search looks into; an empty list leaves the choice to the planner. */
    record ChangeSearchFields(String module, List<String> fields) implements OfModule {
        public ChangeSearchFields {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Gives a module that has none the column that search looks into, over the usual fields; not its index, which {@link
     * IndexService#complete} builds without keeping people waiting. Does nothing where there is no such field.
     */
    record AddSearch(String module) implements OfModule {}

    /** Deletes a module, its child modules and all their records for good. */
    record DeleteModule(String module) implements OfModule {}

    /** Puts the modules in this order in the navigation; those that are not named keep theirs, behind. */
    record ReorderModules(List<String> modules) implements SchemaChange {
        public ReorderModules {
            modules = List.copyOf(modules);
        }
    }

    /** Makes a global picklist, or changes the one of its name and with it every field that uses it. */
    record DefinePicklist(GlobalPicklist picklist) implements SchemaChange {}

    /** Deletes a global picklist that no field uses. */
    record DeletePicklist(String apiName) implements SchemaChange {}
}

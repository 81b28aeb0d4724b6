package io.atelier.studio.setup.locking;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses the fields that stay open in spite of a lock. */
final class OpenFields {
    private OpenFields() {}

    static MultiSelectComboBox<FieldDef> box(Workspace workspace, String id) {
        MultiSelectComboBox<FieldDef> box = new MultiSelectComboBox<>();
        box.setId(id);
        box.setLabel(workspace.text("locking.exempt.fields"));
        box.setItemLabelGenerator(field -> field.label().in(workspace.locale()));
        box.setWidthFull();
        return box;
    }

    static void show(
            MultiSelectComboBox<FieldDef> box, Workspace workspace, ModuleDef module, Collection<String> chosen) {
        List<FieldDef> fields = workspace.access().fields(module).stream()
                .filter(field -> !field.readOnly())
                .toList();
        box.setItems(fields);
        box.setValue(fields.stream()
                .filter(field -> chosen.contains(field.apiName()))
                .collect(Collectors.toSet()));
    }

    static List<String> names(MultiSelectComboBox<FieldDef> box) {
        return box.getValue().stream().map(FieldDef::apiName).sorted().toList();
    }
}

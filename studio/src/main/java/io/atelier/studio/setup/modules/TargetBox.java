package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;

/** Chooses the module that a field points to. */
final class TargetBox extends ComboBox<ModuleDef> {
    TargetBox(Workspace workspace, List<ModuleDef> modules, String known, boolean stored) {
        setLabel(workspace.text("modules.field.target"));
        setId("field-target");
        setItems(modules);
        setItemLabelGenerator(module -> module.plural().in(workspace.locale()));
        setErrorMessage(workspace.text("modules.field.targetNeeded"));
        setReadOnly(stored);
        workspace.model().findModule(known).ifPresent(this::setValue);
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import io.atelier.platform.metadata.FieldType;
import io.atelier.studio.workspace.records.Workspace;

/** Chooses the type of a figured value. */
final class ResultBox extends ComboBox<FieldType> {
    ResultBox(Workspace workspace, FieldType known, FieldType... types) {
        setLabel(workspace.text("modules.result"));
        setId("field-result");
        setItems(types);
        setItemLabelGenerator(type -> workspace.text("modules.type." + type.apiName()));
        setErrorMessage(workspace.text("record.problem.mandatory"));
        setValue(known);
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** The module whose records a many-to-many lookup chooses. */
final class MultiLookupPanel extends TypePanel {
    private final FieldProperties.MultiLookup known;
    private final ComboBox<ModuleDef> target;

    MultiLookupPanel(Workspace workspace, FieldProperties.MultiLookup known, boolean stored) {
        super(workspace);
        this.known = known;
        target = new TargetBox(workspace, ordinaryModules(), known.target(), stored);
        target.setHelperText(workspace.text("modules.linking.help"));
        form.add(target);
        form.setColspan(target, 2);
    }

    @Override
    Optional<FieldProperties> properties() {
        target.setInvalid(target.isEmpty());
        return target.getOptionalValue()
                .map(module -> new FieldProperties.MultiLookup(
                        module.apiName(), known.linkingModule(), known.ownField(), known.targetField()));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** The modules that a lookup leads to. */
final class AnyLookupPanel extends TypePanel {
    private final MultiSelectComboBox<ModuleDef> targets = new MultiSelectComboBox<>();
    private final RelatedListFields related;

    AnyLookupPanel(Workspace workspace, ModuleDraft draft, FieldProperties.AnyLookup known) {
        super(workspace);
        targets.setLabel(workspace.text("modules.field.targets"));
        targets.setId("field-targets");
        targets.setItems(ordinaryModules());
        targets.setItemLabelGenerator(module -> module.plural().in(workspace.locale()));
        targets.setErrorMessage(workspace.text("modules.field.targetNeeded"));
        targets.setValue(ordinaryModules().stream()
                .filter(module -> known.targets().contains(module.apiName()))
                .toList());
        related = new RelatedListFields(
                workspace, known.targets().isEmpty() ? RelatedListFields.proposed(draft) : known.relatedList());
        form.add(targets, related.english, related.russian);
        form.setColspan(targets, 2);
    }

    @Override
    Optional<FieldProperties> properties() {
        targets.setInvalid(targets.isEmpty());
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(new FieldProperties.AnyLookup(
                        targets.getValue().stream().map(ModuleDef::apiName).toList(), related.title()));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Optional;

/** The values of a picklist: its own, or those of a set that several share. */
final class ChoicesPanel extends TypePanel {
    private final ComboBox<GlobalPicklist> global = new ComboBox<>();
    private final PicklistEditor values;
    private final DependencyPanel dependency;

    ChoicesPanel(Workspace workspace, List<FieldDraft> others, FieldProperties.Choices known) {
        super(workspace);
        List<GlobalPicklist> sets = workspace.model().picklists();
        global.setLabel(workspace.text("modules.global"));
        global.setHelperText(workspace.text("modules.global.help"));
        global.setId("field-global");
        global.setItems(sets);
        global.setItemLabelGenerator(set -> set.label().in(workspace.locale()));
        global.setClearButtonVisible(true);
        sets.stream()
                .filter(set -> set.apiName().equals(known.global()))
                .findFirst()
                .ifPresent(global::setValue);
        values = new PicklistEditor(workspace);
        values.setValues(known.values());
        values.setVisible(global.isEmpty());
        dependency = new DependencyPanel(workspace, others, known.values(), known.dependency());
        values.onChange(() -> dependency.setValues(chosen()));
        global.addValueChangeListener(event -> {
            values.setVisible(event.getValue() == null);
            dependency.setValues(chosen());
        });
        form.add(global);
        form.setVisible(!sets.isEmpty());
        add(values, dependency);
    }

    private List<PicklistValue> chosen() {
        return global.getOptionalValue().map(GlobalPicklist::values).orElseGet(values::values);
    }

    @Override
    Optional<FieldProperties> properties() {
        String set = global.getOptionalValue().map(GlobalPicklist::apiName).orElse("");
        return Optional.of(new FieldProperties.Choices(chosen(), set, dependency.dependency()));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Optional;

/** The values of a picklist: its own, or those of a set that several share. */
final class ChoicesPanel extends TypePanel {
    private final FieldProperties.Choices known;
    private final ComboBox<GlobalPicklist> global = new ComboBox<>();
    private final PicklistEditor values;

    ChoicesPanel(Workspace workspace, FieldProperties.Choices known) {
        super(workspace);
        this.known = known;
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
        global.addValueChangeListener(event -> values.setVisible(event.getValue() == null));
        form.add(global);
        form.setVisible(!sets.isEmpty());
        add(values);
    }

    @Override
    Optional<FieldProperties> properties() {
        return Optional.of(global.getOptionalValue()
                .map(set -> new FieldProperties.Choices(set.values(), set.apiName(), known.dependency()))
                .orElseGet(() -> new FieldProperties.Choices(values.values(), "", known.dependency())));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.metadata.PicklistDependency;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.studio.workspace.records.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Which values of a picklist go with which value of another one, of its module. */
final class DependencyPanel extends Div {
    private final Workspace workspace;
    private final ComboBox<FieldDraft> parent = new ComboBox<>();
    private final Div rows = new Div();
    private final SequencedMap<String, Row> mapped = new LinkedHashMap<>();
    private List<PicklistValue> values;

    /** Takes the picklists that can narrow this one, and the values that this one has so far. */
    DependencyPanel(
            Workspace workspace,
            List<FieldDraft> parents,
            List<PicklistValue> values,
            Optional<PicklistDependency> known) {
        this.workspace = workspace;
        this.values = values;
        addClassName("dependency-panel");
        parent.setLabel(workspace.text("modules.dependency"));
        parent.setHelperText(workspace.text("modules.dependency.help"));
        parent.setId("field-dependency");
        parent.setClearButtonVisible(true);
        parent.setItems(parents);
        parent.setItemLabelGenerator(field -> field.label(workspace.locale()));
        rows.addClassName("dependency-rows");
        add(parent, rows);
        setVisible(!parents.isEmpty());
        known.flatMap(dependency -> parents.stream()
                        .filter(field -> field.apiName().equals(dependency.parent()))
                        .findFirst())
                .ifPresent(parent::setValue);
        showRows(known.map(PicklistDependency::allowed).orElse(Map.of()));
        parent.addValueChangeListener(_ -> showRows(Map.of()));
    }

    /** The values that can be allowed are others now; what was allowed stays so. */
    void setValues(List<PicklistValue> now) {
        if (!now.equals(values)) {
            Map<String, List<String>> allowed = allowed();
            values = now;
            showRows(allowed);
        }
    }

    Optional<PicklistDependency> dependency() {
        return parent.getOptionalValue().map(field -> new PicklistDependency(field.apiName(), allowed()));
    }

    private Map<String, List<String>> allowed() {
        Map<String, List<String>> allowed = new LinkedHashMap<>();
        mapped.forEach((value, row) -> row.allowed().ifPresent(children -> allowed.put(value, children)));
        return allowed;
    }

    private void showRows(Map<String, List<String>> allowed) {
        rows.removeAll();
        mapped.clear();
        parent.getOptionalValue().stream()
                .flatMap(field -> field.properties().values().stream())
                .filter(PicklistValue::used)
                .forEach(value -> {
                    Row row = new Row(value, Optional.ofNullable(allowed.get(value.value())));
                    mapped.put(value.value(), row);
                    rows.add(row);
                });
    }

    /** What goes with one value of the parent: all, some, or nothing. */
    private final class Row extends Div {
        private final MultiSelectComboBox<PicklistValue> some = new MultiSelectComboBox<>();
        private final Checkbox none = new Checkbox();

        Row(PicklistValue value, Optional<List<String>> allowed) {
            String label = value.label().in(workspace.locale());
            addClassName("dependency-row");
            some.setLabel(workspace.text("modules.dependency.with", label));
            some.setPlaceholder(workspace.text("modules.dependency.all"));
            some.setItems(values);
            some.setItemLabelGenerator(child -> child.label().in(workspace.locale()));
            some.setValue(values.stream()
                    .filter(child -> allowed.filter(children -> children.contains(child.value()))
                            .isPresent())
                    .toList());
            none.setLabel(workspace.text("modules.dependency.none"));
            none.setAriaLabel(workspace.text("modules.dependency.none.label", label));
            none.addValueChangeListener(event -> some.setEnabled(!event.getValue()));
            none.setValue(allowed.filter(List::isEmpty).isPresent());
            add(some, none);
        }

        /** Returns nothing where everything is allowed. */
        Optional<List<String>> allowed() {
            if (none.getValue()) {
                return Optional.of(List.of());
            }
            return some.isEmpty()
                    ? Optional.empty()
                    : Optional.of(values.stream()
                            .filter(some::isSelected)
                            .map(PicklistValue::value)
                            .toList());
        }
    }
}

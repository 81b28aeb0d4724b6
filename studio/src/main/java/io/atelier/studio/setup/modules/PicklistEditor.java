package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.List;

/** The values of a picklist, each with its colour. A stored value keeps its name; only its label changes. */
final class PicklistEditor extends Div {
    private static final List<String> PALETTE =
            List.of("#3b82f6", "#16a34a", "#eab308", "#ef4444", "#8b5cf6", "#06b6d4", "#f97316", "#64748b");

    private final Workspace workspace;
    private final Div rows = new Div();
    private final List<Row> lines = new ArrayList<>();
    private Runnable listener = () -> {};

    PicklistEditor(Workspace workspace) {
        this.workspace = workspace;
        addClassName("picklist-editor");
        rows.addClassName("picklist-rows");
        Button add = new Button(
                workspace.text("modules.picklist.add"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> addRow(new PicklistValue("", Label.of("?"), ""), "").value.focus());
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add.setId("picklist-add");
        add(rows, add);
    }

    /** Calls the listener when values came, went, or were written otherwise. */
    void onChange(Runnable changed) {
        listener = changed;
    }

    void setValues(List<PicklistValue> values) {
        values.forEach(value -> addRow(value, value.label().texts().getOrDefault("ru", "")));
    }

    List<PicklistValue> values() {
        return lines.stream()
                .filter(row -> !row.value.getValue().isBlank())
                .map(Row::toValue)
                .toList();
    }

    private Row addRow(PicklistValue value, String russian) {
        Row row = new Row(value, russian, PALETTE.get(lines.size() % PALETTE.size()));
        lines.add(row);
        rows.add(row);
        return row;
    }

    private final class Row extends Div {
        private final TextField value = new TextField();
        private final TextField russian = new TextField();
        private final Checkbox used = new Checkbox();
        private final Input colour = new Input(ValueChangeMode.ON_CHANGE);

        Row(PicklistValue known, String russianLabel, String proposedColour) {
            String stored = known.value();
            addClassName("picklist-row");
            value.setPlaceholder(workspace.text("modules.picklist.value"));
            value.setAriaLabel(workspace.text("modules.picklist.value"));
            value.addClassName("picklist-value-field");
            value.setMaxLength(120);
            value.setValue(stored);
            value.setReadOnly(!stored.isEmpty());
            value.addValueChangeListener(_ -> listener.run());
            russian.setPlaceholder(workspace.text("modules.picklist.russian"));
            russian.setAriaLabel(workspace.text("modules.picklist.russian"));
            russian.setValue(russianLabel);
            colour.setType("color");
            colour.setValue(known.colour().isEmpty() ? proposedColour : known.colour());
            colour.getElement().setAttribute("aria-label", workspace.text("modules.picklist.colour"));
            used.setLabel(workspace.text("modules.picklist.used"));
            used.setValue(known.used());
            used.setVisible(!stored.isEmpty());
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> {
                lines.remove(this);
                rows.remove(this);
                listener.run();
            });
            remove.setAriaLabel(workspace.text("modules.picklist.remove"));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            add(colour, value, russian, used, remove);
        }

        PicklistValue toValue() {
            String text = value.getValue().strip();
            return new PicklistValue(
                    text, Label.of(text, russian.getValue().strip()), colour.getValue(), used.getValue());
        }
    }
}

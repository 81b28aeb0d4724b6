package io.atelier.studio.setup.developers;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.studio.component.ModuleIcon;
import java.util.ArrayList;
import java.util.List;

/** Parameters of a call, as many as somebody adds. */
final class ParameterRows extends Div {
    static final int MAX_ROWS = 20;

    private final List<Row> rows = new ArrayList<>();
    private final Div list = new Div();
    private final Button add;
    private final Runnable changed;

    private record Row(Div line, TextField name, TextField value) {}

    ParameterRows(Runnable changed) {
        this.changed = changed;
        addClassName("console-parameters");
        Span title = new Span(getTranslation("developer.parameters"));
        title.addClassName("field-label");
        list.addClassName("filter-rows");
        add = new Button(
                getTranslation("developer.parameter.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> add("", ""));
        add.setId("parameter-add");
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add(title, list, add);
    }

    void add(String name, String value) {
        int number = rows.size() + 1;
        TextField nameField = field("developer.parameter.name", number, name);
        TextField valueField = field("developer.parameter.value", number, value);
        Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH));
        remove.setAriaLabel(getTranslation("developer.parameter.remove", number));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        Div line = new Div(nameField, valueField, remove);
        line.addClassName("console-parameter");
        Row row = new Row(line, nameField, valueField);
        remove.addClickListener(_ -> {
            rows.remove(row);
            list.remove(line);
            showRoom();
            changed.run();
        });
        rows.add(row);
        list.add(line);
        showRoom();
    }

    private TextField field(String label, int number, String value) {
        TextField field = new TextField();
        field.setAriaLabel(getTranslation(label, number));
        field.setPlaceholder(getTranslation(label + ".hint"));
        field.setValue(value);
        field.setMaxLength(ConsoleRequest.MAX_PATH);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(_ -> changed.run());
        field.addClassName(label.endsWith("name") ? "parameter-name" : "parameter-value");
        return field;
    }

    private void showRoom() {
        add.setEnabled(rows.size() < MAX_ROWS);
    }

    void set(List<ConsoleRequest.Parameter> parameters) {
        rows.clear();
        list.removeAll();
        parameters.forEach(parameter -> add(parameter.name(), parameter.value()));
        showRoom();
    }

    List<ConsoleRequest.Parameter> parameters() {
        return rows.stream()
                .map(row -> new ConsoleRequest.Parameter(
                        row.name().getValue(), row.value().getValue()))
                .toList();
    }
}

package io.atelier.studio.setup.webforms;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.webform.WebFormData.FormField;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a form asks, in its order. */
final class FormFields extends Div {
    private final Workspace workspace;
    private final Div rows = new Div();
    private final ComboBox<FieldDef> more = new ComboBox<>();
    private final List<Row> lines = new ArrayList<>();
    private List<FieldDef> askable = List.of();

    FormFields(Workspace workspace) {
        this.workspace = workspace;
        more.setLabel(workspace.text("webform.field.add"));
        more.setId("form-field-add");
        more.setItemLabelGenerator(field -> field.label().in(workspace.locale()));
        more.addValueChangeListener(event -> more.getOptionalValue()
                .filter(_ -> event.isFromClient())
                .ifPresent(field -> {
                    lines.add(new Row(field, new FormField(field.apiName(), false, Optional.empty())));
                    showLines();
                }));
        add(rows, more);
    }

    void show(List<FieldDef> fields, List<FormField> asked) {
        askable = fields;
        lines.clear();
        asked.forEach(question -> fields.stream()
                .filter(field -> field.apiName().equals(question.field()))
                .forEach(field -> lines.add(new Row(field, question))));
        showLines();
    }

    List<FormField> asked() {
        return lines.stream().map(Row::toField).toList();
    }

    private void showLines() {
        rows.removeAll();
        lines.forEach(rows::add);
        more.clear();
        more.setItems(askable.stream()
                .filter(field -> lines.stream().noneMatch(line -> line.field.equals(field)))
                .toList());
    }

    private void move(Row row, int by) {
        int from = lines.indexOf(row);
        int to = from + by;
        if (to >= 0 && to < lines.size()) {
            Collections.swap(lines, from, to);
            showLines();
            (by < 0 ? row.up : row.down).focus();
        }
    }

    /** One question. */
    private final class Row extends Div {
        private final FieldDef field;
        private final Checkbox required = new Checkbox();
        private final TextField english = new TextField();
        private final TextField russian = new TextField();
        private final Button up;
        private final Button down;

        Row(FieldDef field, FormField asked) {
            this.field = field;
            addClassName("form-field");
            String name = field.label().in(workspace.locale());
            required.setLabel(workspace.text("webform.field.required"));
            required.setAriaLabel(workspace.text("webform.field.required.of", name));
            required.setValue(asked.required() || field.required());
            required.setReadOnly(field.required());
            configure(english, "webform.field.label.en", name);
            configure(russian, "webform.field.label.ru", name);
            asked.label().ifPresent(label -> {
                english.setValue(label.english());
                russian.setValue(label.texts().getOrDefault("ru", ""));
            });
            up = button(VaadinIcon.ARROW_UP, "webform.field.up", name, () -> move(this, -1));
            down = button(VaadinIcon.ARROW_DOWN, "webform.field.down", name, () -> move(this, 1));
            Button remove = button(VaadinIcon.CLOSE_SMALL, "webform.field.remove", name, () -> {
                lines.remove(this);
                showLines();
            });
            Span title = new Span(name);
            title.addClassName("import-column");
            Div tools = new Div(up, down, remove);
            tools.addClassName("tools");
            add(title, required, english, russian, tools);
        }

        private void configure(TextField text, String key, String name) {
            text.setPlaceholder(workspace.text(key));
            text.setAriaLabel(workspace.text(key + ".of", name));
            text.setMaxLength(Label.MAX_LENGTH);
        }

        private Button button(VaadinIcon icon, String key, String name, Runnable action) {
            Button button = new Button(ModuleIcon.decorative(icon), _ -> action.run());
            button.setAriaLabel(workspace.text(key, name));
            button.addThemeVariants(ButtonVariant.TERTIARY);
            return button;
        }

        FormField toField() {
            String own = english.getValue().strip();
            String other = russian.getValue().strip();
            Optional<Label> label = own.isEmpty() && other.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Label.of(own.isEmpty() ? field.label().english() : own, other));
            return new FormField(field.apiName(), required.getValue(), label);
        }
    }
}

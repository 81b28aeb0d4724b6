package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Says what a field is: its names, its type, and what the type needs. */
final class FieldDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDraft draft;
    private final Optional<FieldDraft> edited;
    private final Consumer<FieldDraft> done;

    private final TextField english = new TextField();
    private final TextField russian = new TextField();
    private final TextField apiName = new TextField();
    private final ComboBox<FieldType> type = new ComboBox<>();
    private final Checkbox required = new Checkbox();
    private final ComboBox<ModuleDef> target = new ComboBox<>();
    private final PicklistEditor values;

    private FieldDialog(
            Workspace workspace, ModuleDraft draft, Optional<FieldDraft> edited, Consumer<FieldDraft> done) {
        this.workspace = workspace;
        this.draft = draft;
        this.edited = edited;
        this.done = done;
        this.values = new PicklistEditor(workspace);
        setHeaderTitle(workspace.text(edited.isPresent() ? "modules.field.edit" : "modules.field.add"));
        setWidth("min(40rem, 96vw)");
        configure();
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        form.add(english, russian, type, apiName, required, target);
        add(form, values);
        Button save = new Button(workspace.text("modules.field.done"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("field-done");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
        edited.ifPresent(this::show);
        showWhatTheTypeNeeds();
    }

    static void add(Workspace workspace, ModuleDraft draft, Consumer<FieldDraft> done) {
        new FieldDialog(workspace, draft, Optional.empty(), done).open();
    }

    static void edit(Workspace workspace, ModuleDraft draft, FieldDraft field, Consumer<FieldDraft> done) {
        new FieldDialog(workspace, draft, Optional.of(field), done).open();
    }

    private void configure() {
        english.setLabel(workspace.text("modules.field.label.en"));
        english.setId("field-label");
        english.setRequiredIndicatorVisible(true);
        english.setMaxLength(100);
        english.setAutofocus(true);
        english.setValueChangeMode(ValueChangeMode.ON_BLUR);
        english.addValueChangeListener(event -> {
            if (edited.isEmpty() && event.isFromClient()) {
                apiName.setValue(ApiName.propose(event.getValue()));
            }
        });
        russian.setLabel(workspace.text("modules.field.label.ru"));
        russian.setMaxLength(100);
        apiName.setLabel(workspace.text("modules.apiName"));
        apiName.setId("field-api-name");
        apiName.setReadOnly(edited.isPresent());
        type.setLabel(workspace.text("modules.field.type"));
        type.setId("field-type");
        type.setItems(Arrays.asList(FieldType.values()));
        type.setItemLabelGenerator(t -> workspace.text("modules.type." + t.apiName()));
        type.setValue(FieldType.TEXT);
        type.setReadOnly(edited.map(FieldDraft::apiName).filter(draft::isStored).isPresent());
        type.addValueChangeListener(_ -> showWhatTheTypeNeeds());
        required.setLabel(workspace.text("modules.required"));
        target.setLabel(workspace.text("modules.field.target"));
        target.setId("field-target");
        target.setItems(workspace.model().modules());
        target.setItemLabelGenerator(module -> module.plural().in(workspace.locale()));
    }

    private void show(FieldDraft field) {
        english.setValue(field.english());
        russian.setValue(field.russian());
        apiName.setValue(field.apiName());
        type.setValue(field.type());
        required.setValue(field.required());
        workspace.model().findModule(field.target()).ifPresent(target::setValue);
        values.setValues(field.values());
    }

    private void showWhatTheTypeNeeds() {
        FieldType chosen = chosen();
        target.setVisible(chosen == FieldType.LOOKUP);
        target.setReadOnly(type.isReadOnly());
        values.setVisible(chosen.isPicklist());
    }

    private FieldType chosen() {
        return type.getOptionalValue().orElse(FieldType.TEXT);
    }

    private void save() {
        String name = apiName.getValue().strip();
        Optional<String> problem = edited.isPresent() ? Optional.empty() : problemOf(name);
        boolean labelled = !english.getValue().isBlank();
        english.setErrorMessage(workspace.text("modules.field.labelNeeded"));
        english.setInvalid(!labelled);
        apiName.setErrorMessage(problem.orElse(""));
        apiName.setInvalid(labelled && problem.isPresent());
        boolean pointing =
                chosen() != FieldType.LOOKUP || target.getOptionalValue().isPresent();
        target.setErrorMessage(workspace.text("modules.field.targetNeeded"));
        target.setInvalid(!pointing);
        if (!labelled || problem.isPresent() || !pointing) {
            return;
        }
        close();
        done.accept(new FieldDraft(
                name,
                english.getValue().strip(),
                russian.getValue().strip(),
                chosen(),
                required.getValue(),
                chosen().isPicklist() ? values.values() : List.of(),
                chosen() == FieldType.LOOKUP ? target.getValue().apiName() : ""));
    }

    private Optional<String> problemOf(String name) {
        return draft.field(name).isPresent()
                ? Optional.of(workspace.text("modules.field.duplicate"))
                : ApiName.problemOf(name);
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what a field is: its names, its type, what the type needs, and its options. */
final class FieldDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDraft draft;
    private final Optional<FieldDraft> edited;
    private final Function<FieldDraft, List<Violation>> check;
    private final Consumer<FieldDraft> done;
    private final boolean stored;

    private final TextField english = new TextField();
    private final TextField russian = new TextField();
    private final TextField apiName = new TextField();
    private final ComboBox<FieldType> type = new ComboBox<>();
    private final Div ofType = new Div();
    private final Div problems = new Div();
    private final OptionsPanel options;
    private TypePanel panel;

    private FieldDialog(
            Workspace workspace,
            ModuleDraft draft,
            Optional<FieldDraft> edited,
            Function<FieldDraft, List<Violation>> check,
            Consumer<FieldDraft> done) {
        this.workspace = workspace;
        this.draft = draft;
        this.edited = edited;
        this.check = check;
        this.done = done;
        this.stored = edited.map(FieldDraft::apiName).filter(draft::isStored).isPresent();
        setHeaderTitle(workspace.text(edited.isPresent() ? "modules.field.edit" : "modules.field.add"));
        setWidth("min(40rem, 96vw)");
        addClassName("field-dialog");
        setCloseOnOutsideClick(false);
        configure();
        edited.ifPresent(this::show);
        options = new OptionsPanel(workspace, edited.map(FieldDraft::options).orElse(FieldOptions.NONE), stored);
        panel = newPanel();
        showType();
        type.addValueChangeListener(_ -> {
            panel = newPanel();
            showType();
        });
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        form.add(english, russian, type, apiName);
        problems.addClassName("field-problems");
        problems.getElement().setAttribute("role", "alert");
        add(form, ofType, options, problems);
        Button save = new Button(workspace.text("modules.field.done"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("field-done");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
    }

    /** Opens for a new field; {@code check} finds what would forbid it, {@code done} gets a good one. */
    static void add(
            Workspace workspace,
            ModuleDraft draft,
            Function<FieldDraft, List<Violation>> check,
            Consumer<FieldDraft> done) {
        new FieldDialog(workspace, draft, Optional.empty(), check, done).open();
    }

    static void edit(
            Workspace workspace,
            ModuleDraft draft,
            FieldDraft field,
            Function<FieldDraft, List<Violation>> check,
            Consumer<FieldDraft> done) {
        new FieldDialog(workspace, draft, Optional.of(field), check, done).open();
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
        type.setItems(Arrays.stream(FieldType.values())
                .filter(t -> t != FieldType.OWNERLOOKUP)
                .toList());
        type.setItemLabelGenerator(t -> workspace.text("modules.type." + t.apiName()));
        type.setValue(FieldType.TEXT);
        type.setReadOnly(stored);
    }

    private void show(FieldDraft field) {
        english.setValue(field.english());
        russian.setValue(field.russian());
        apiName.setValue(field.apiName());
        type.setValue(field.type());
    }

    private TypePanel newPanel() {
        FieldType chosen = chosen();
        FieldProperties known = edited.filter(field -> field.type() == chosen)
                .map(FieldDraft::properties)
                .orElseGet(() -> FieldProperties.defaults(chosen));
        return TypePanel.of(workspace, draft, edited.map(FieldDraft::apiName).orElse(""), chosen, known, stored);
    }

    private void showType() {
        ofType.removeAll();
        ofType.add(panel);
        options.setType(chosen());
        problems.removeAll();
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
        problems.removeAll();
        Optional<FieldProperties> properties = panel.properties();
        if (!labelled || problem.isPresent() || properties.isEmpty()) {
            return;
        }
        FieldDraft field = new FieldDraft(
                name,
                english.getValue().strip(),
                russian.getValue().strip(),
                chosen(),
                options.options(),
                properties.get());
        List<Violation> forbidding = check.apply(field);
        if (!forbidding.isEmpty()) {
            String told = forbidding.stream().map(Violation::message).collect(Collectors.joining(" "));
            if (!panel.showProblem(told)) {
                problems.setText(told);
            }
            return;
        }
        close();
        done.accept(field);
    }

    private Optional<String> problemOf(String name) {
        return draft.isTaken(name) ? Optional.of(workspace.text("modules.field.duplicate")) : ApiName.problemOf(name);
    }
}

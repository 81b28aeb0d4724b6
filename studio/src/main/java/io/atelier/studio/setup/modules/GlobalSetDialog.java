package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes or edits a set of values; stays open until it is good. */
final class GlobalSetDialog extends Dialog {
    private final Workspace workspace;
    private final Optional<GlobalPicklist> edited;
    private final Function<GlobalPicklist, List<Violation>> save;
    private final TextField english = new TextField();
    private final TextField russian = new TextField();
    private final TextField apiName = new TextField();
    private final PicklistEditor values;
    private final Div problems = new Div();

    /** Takes what saves the set, or says why it cannot be. */
    GlobalSetDialog(
            Workspace workspace, Optional<GlobalPicklist> edited, Function<GlobalPicklist, List<Violation>> save) {
        this.workspace = workspace;
        this.edited = edited;
        this.save = save;
        setHeaderTitle(workspace.text(edited.isPresent() ? "modules.globals.edit.title" : "modules.globals.create"));
        setWidth("min(40rem, 96vw)");
        addClassName("field-dialog");
        setCloseOnOutsideClick(false);
        english.setLabel(workspace.text("modules.field.label.en"));
        english.setId("global-label");
        english.setRequiredIndicatorVisible(true);
        english.setAutofocus(true);
        english.setValueChangeMode(ValueChangeMode.ON_BLUR);
        english.addValueChangeListener(event -> {
            if (edited.isEmpty() && event.isFromClient()) {
                apiName.setValue(ApiName.propose(event.getValue()));
            }
        });
        russian.setLabel(workspace.text("modules.field.label.ru"));
        apiName.setLabel(workspace.text("modules.apiName"));
        apiName.setId("global-api-name");
        apiName.setReadOnly(edited.isPresent());
        values = new PicklistEditor(workspace);
        edited.ifPresent(this::show);
        FormLayout form = new FormLayout(english, russian, apiName);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        problems.addClassName("field-problems");
        problems.getElement().setAttribute("role", "alert");
        add(form, values, problems);
        Button done = new Button(workspace.text("record.dialog.save"), _ -> save());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.setId("global-save");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
    }

    private void show(GlobalPicklist set) {
        english.setValue(set.label().english());
        russian.setValue(set.label().texts().getOrDefault("ru", ""));
        apiName.setValue(set.apiName());
        values.setValues(set.values());
    }

    private void save() {
        String name = apiName.getValue().strip();
        Optional<String> problem = edited.isPresent() ? Optional.empty() : problemOf(name);
        english.setErrorMessage(workspace.text("modules.field.labelNeeded"));
        english.setInvalid(english.getValue().isBlank());
        apiName.setErrorMessage(problem.orElse(""));
        apiName.setInvalid(!english.isInvalid() && problem.isPresent());
        problems.removeAll();
        if (english.isInvalid() || problem.isPresent()) {
            return;
        }
        Label label = Label.of(english.getValue().strip(), russian.getValue().strip());
        long id = edited.map(GlobalPicklist::id).orElse(0L);
        List<Violation> found = save.apply(new GlobalPicklist(id, name, label, values.values()));
        if (found.isEmpty()) {
            close();
        } else {
            problems.setText(found.stream().map(Violation::message).distinct().collect(Collectors.joining(" ")));
        }
    }

    /** Another set of this name would be changed, not made. */
    private Optional<String> problemOf(String name) {
        boolean taken = workspace.model().picklists().stream()
                .anyMatch(set -> set.apiName().equalsIgnoreCase(name));
        return taken ? Optional.of(workspace.text("modules.globals.duplicate")) : ApiName.problemOf(name);
    }
}

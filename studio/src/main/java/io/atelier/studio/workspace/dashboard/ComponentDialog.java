package io.atelier.studio.workspace.dashboard;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.access.Verb;
import io.atelier.platform.analytics.ComponentDef;
import io.atelier.platform.analytics.ComponentDef.Kind;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.AggregateQuery.Measure;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what a component shows. */
final class ComponentDialog extends Dialog {
    private final Workspace workspace;
    private final TextField title = new TextField();
    private final TextField russian = new TextField();
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final ComboBox<FieldDef> groupBy = new ComboBox<>();
    private final ComboBox<Measure> measure = new ComboBox<>();
    private final ComboBox<FieldDef> measured = new ComboBox<>();

    ComponentDialog(Workspace workspace, Consumer<ComponentDef> done) {
        this.workspace = workspace;
        setHeaderTitle(workspace.text("dashboard.component.add"));
        setWidth("min(40rem, 96vw)");
        configure();
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        form.add(title, russian, kind, module, groupBy, measure, measured);
        add(form);
        Button save = new Button(workspace.text("dashboard.component.done"), _ -> save(done));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("component-done");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
    }

    private void configure() {
        title.setLabel(workspace.text("dashboard.component.title"));
        title.setId("component-title");
        title.setMaxLength(100);
        title.setRequiredIndicatorVisible(true);
        russian.setLabel(workspace.text("dashboard.component.title.ru"));
        russian.setMaxLength(100);
        kind.setLabel(workspace.text("dashboard.component.kind"));
        kind.setId("component-kind");
        kind.setItems(Arrays.asList(Kind.values()));
        kind.setItemLabelGenerator(
                k -> workspace.text("dashboard.kind." + k.name().toLowerCase(Locale.ROOT)));
        kind.setValue(Kind.NUMBER);
        kind.addValueChangeListener(_ -> showWhatIsNeeded());
        module.setLabel(workspace.text("dashboard.component.module"));
        module.setId("component-module");
        module.setItems(workspace.model().modules().stream()
                .filter(m -> workspace.access().may(m, Verb.READ))
                .toList());
        module.setItemLabelGenerator(m -> m.plural().in(workspace.locale()));
        module.addValueChangeListener(event -> showFields(event.getValue()));
        groupBy.setLabel(workspace.text("dashboard.component.groupBy"));
        groupBy.setId("component-group");
        groupBy.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
        measure.setLabel(workspace.text("dashboard.component.measure"));
        measure.setId("component-measure");
        measure.setItems(Arrays.asList(Measure.values()));
        measure.setItemLabelGenerator(
                m -> workspace.text("dashboard.measure." + m.name().toLowerCase(Locale.ROOT)));
        measure.setValue(Measure.COUNT);
        measure.addValueChangeListener(_ -> showWhatIsNeeded());
        measured.setLabel(workspace.text("dashboard.component.measured"));
        measured.setId("component-measured");
        measured.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
        showFields(null);
        showWhatIsNeeded();
    }

    private void showFields(@Nullable ModuleDef chosen) {
        List<FieldDef> fields = chosen == null ? List.of() : workspace.access().fields(chosen);
        groupBy.setItems(fields.stream()
                .filter(field -> field.type() != FieldType.TEXTAREA && field.type() != FieldType.MULTISELECTPICKLIST)
                .toList());
        measured.setItems(
                fields.stream().filter(field -> field.type().isNumber()).toList());
    }

    private void showWhatIsNeeded() {
        groupBy.setVisible(kind.getValue() != Kind.NUMBER);
        measured.setVisible(measure.getValue() != Measure.COUNT);
    }

    private void save(Consumer<ComponentDef> done) {
        boolean good = need(title, !title.getValue().isBlank());
        good &= need(module, !module.isEmpty());
        good &= need(groupBy, !groupBy.isVisible() || !groupBy.isEmpty());
        good &= need(measured, !measured.isVisible() || !measured.isEmpty());
        if (!good) {
            return;
        }
        close();
        done.accept(new ComponentDef(
                UUID.randomUUID().toString(),
                Label.of(title.getValue().strip(), russian.getValue().strip()),
                kind.getValue(),
                module.getValue().apiName(),
                groupBy.isVisible() ? groupBy.getValue().apiName() : "",
                measure.getValue(),
                measured.isVisible() ? measured.getValue().apiName() : "",
                "",
                new ComponentDef.Place(0, 0, 1, 1)));
    }

    private boolean need(HasValidation field, boolean given) {
        field.setErrorMessage(workspace.text("dashboard.component.needed"));
        field.setInvalid(!given);
        return given;
    }
}

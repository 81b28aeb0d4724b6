package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.TypeChange;
import io.atelier.platform.record.TypeChangeService;
import io.atelier.studio.component.SlowAction;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes the type of a stored field: shows what would become of its values, and starts the change. */
final class ChangeTypeDialog extends Dialog {
    private final Workspace workspace;
    private final TypeChangeService changes;
    private final ModuleDraft draft;
    private final FieldDef field;
    private final Runnable started;

    private final ComboBox<FieldType> type = new ComboBox<>();
    private final Checkbox encrypted = new Checkbox();
    private final Div ofType = new Div();
    private final Div preview = new Div();
    private final Div problems = new Div();
    private final RadioButtonGroup<TypeChange.Unfit> unfit = new RadioButtonGroup<>();
    private final Button look;
    private final Button go;
    private TypePanel panel;

    ChangeTypeDialog(
            Workspace workspace, TypeChangeService changes, ModuleDraft draft, FieldDef field, Runnable started) {
        this.workspace = workspace;
        this.changes = changes;
        this.draft = draft;
        this.field = field;
        this.started = started;
        setHeaderTitle(workspace.text("modules.change.title", field.label().in(workspace.locale())));
        setWidth("min(44rem, 96vw)");
        addClassNames("field-dialog", "change-type");
        setCloseOnOutsideClick(false);
        type.setLabel(workspace.text("modules.change.type"));
        type.setId("change-type");
        List<FieldType> offered = offered(field);
        type.setItems(offered);
        type.setItemLabelGenerator(t -> workspace.text("modules.type." + t.apiName()));
        type.setValue(offered.contains(field.type()) ? field.type() : FieldType.TEXT);
        encrypted.setLabel(workspace.text("modules.encrypted"));
        encrypted.setValue(field.encrypted());
        encrypted.addValueChangeListener(_ -> showChoice());
        unfit.setLabel(workspace.text("modules.change.unfit"));
        unfit.setItems(TypeChange.Unfit.values());
        unfit.setItemLabelGenerator(
                u -> workspace.text("modules.change.unfit." + u.name().toLowerCase(Locale.ROOT)));
        unfit.setValue(TypeChange.Unfit.REFUSE);
        unfit.setId("change-unfit");
        problems.addClassName("field-problems");
        problems.getElement().setAttribute("role", "alert");
        preview.addClassName("change-preview");
        look = new Button(workspace.text("modules.change.preview"));
        look.addClickListener(_ -> preview());
        look.setId("change-preview");
        go = new Button(workspace.text("modules.change.start"), _ -> start());
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setId("change-start");
        panel = newPanel();
        type.addValueChangeListener(_ -> {
            panel = newPanel();
            showChoice();
        });
        add(type, ofType, encrypted, problems, preview);
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), look, go);
        showChoice();
    }

    /** Returns the types that the field's values can become, its own among them where its values can be shaped anew. */
    static List<FieldType> offered(FieldDef field) {
        return Arrays.stream(FieldType.values())
                .filter(type -> field.isConvertibleTo(FieldDef.of("Any", Label.of("Any"), type)))
                .toList();
    }

    private FieldType chosen() {
        return type.getOptionalValue().orElse(field.type());
    }

    private TypePanel newPanel() {
        FieldProperties known = chosen() == field.type() ? field.properties() : FieldProperties.defaults(chosen());
        return TypePanel.of(workspace, draft, field.apiName(), chosen(), known, false);
    }

    /** What was previewed holds no more once something else is chosen. */
    private void showChoice() {
        ofType.removeAll();
        ofType.add(panel);
        boolean text = FieldDef.of("Any", Label.of("Any"), chosen()).kind() == ValueKind.TEXT;
        encrypted.setVisible(text && !chosen().isPicklist());
        preview.removeAll();
        problems.removeAll();
        go.setEnabled(false);
    }

    private Optional<FieldDef> wish() {
        return panel.properties()
                .map(properties -> field.withType(chosen(), properties)
                        .with(field.options()
                                .withDefaultValue(chosen() == field.type() ? field.defaultValue() : "")
                                .withEncrypted(encrypted.isVisible() && encrypted.getValue())));
    }

    private void preview() {
        problems.removeAll();
        Actor actor = workspace.actor();
        wish().ifPresent(wish -> SlowAction.run(look, () -> tryOut(actor, wish), result -> result.show(this)));
    }

    /** The answer to a try: a preview, or why there is none. */
    private sealed interface Tried {
        void show(ChangeTypeDialog dialog);
    }

    private record Good(TypeChange.Preview found) implements Tried {
        @Override
        public void show(ChangeTypeDialog dialog) {
            dialog.show(found);
        }
    }

    private record Bad(String problem) implements Tried {
        @Override
        public void show(ChangeTypeDialog dialog) {
            dialog.tell(problem);
        }
    }

    private Tried tryOut(Actor actor, FieldDef wish) {
        try {
            return new Good(changes.preview(actor, draft.apiName, wish));
        } catch (PlatformException e) {
            return new Bad(told(e));
        }
    }

    private static String told(PlatformException e) {
        return e instanceof ViolationsException several
                ? several.violations().stream().map(Violation::message).collect(Collectors.joining(" "))
                : String.valueOf(e.getMessage());
    }

    private void tell(String problem) {
        preview.removeAll();
        go.setEnabled(false);
        if (!panel.showProblem(problem)) {
            problems.setText(problem);
        }
    }

    private void show(TypeChange.Preview found) {
        Paragraph counts =
                new Paragraph(workspace.text("modules.change.counts", found.fitting(), found.unfit(), found.empty()));
        counts.setId("change-counts");
        counts.getElement().setAttribute("role", "status");
        preview.removeAll();
        preview.add(counts);
        if (!found.samples().isEmpty()) {
            preview.add(samples(found));
        }
        if (found.unfit() > 0) {
            preview.add(unfit);
        }
        go.setEnabled(true);
    }

    private Grid<TypeChange.Sample> samples(TypeChange.Preview found) {
        Grid<TypeChange.Sample> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(found.samples().size() <= 6);
        grid.setMaxHeight("16rem");
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.getElement().setAttribute("aria-label", workspace.text("modules.change.samples"));
        grid.addColumn(TypeChange.Sample::before).setHeader(workspace.text("modules.change.before"));
        grid.addColumn(TypeChange.Sample::after).setHeader(workspace.text("modules.change.after"));
        grid.addColumn(TypeChange.Sample::problem)
                .setHeader(workspace.text("modules.change.problem"))
                .setFlexGrow(2);
        grid.setItems(found.samples());
        return grid;
    }

    private void start() {
        wish().ifPresent(wish -> {
            try {
                changes.start(workspace.actor(), draft.apiName, wish, unfit.getValue());
                close();
                started.run();
            } catch (PlatformException e) {
                tell(told(e));
            }
        });
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Optional;

/** Edits what must be said of a field because of its type. */
abstract class TypePanel extends Div {
    final Workspace workspace;
    final FormLayout form = new FormLayout();

    TypePanel(Workspace workspace) {
        this.workspace = workspace;
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        addClassName("type-panel");
        add(form);
    }

    /** Returns what was said, or nothing while a choice is missing, which is then marked. */
    abstract Optional<FieldProperties> properties();

    /** Shows at the right control why the field cannot be so; returns false if it has no control for that. */
    boolean showProblem(String problem) {
        return false;
    }

    /**
     * Makes the panel of a type.
     *
     * @param name API name of the field; empty for a new one
     * @param known what was said of the field so far, of the type's own kind
     * @param stored whether the field has values already, so that what it points to stays
     */
    static TypePanel of(
            Workspace workspace,
            ModuleDraft draft,
            String name,
            FieldType type,
            FieldProperties known,
            boolean stored) {
        return switch (known) {
            case FieldProperties.None none -> new NothingPanel(workspace, none);
            case FieldProperties.Text text -> new TextPanel(workspace, type, text);
            case FieldProperties.Number number -> new NumberPanel(workspace, type, number);
            case FieldProperties.Choices choices -> new ChoicesPanel(workspace, draft.picklistsBeside(name), choices);
            case FieldProperties.AutoNumber number -> new AutoNumberPanel(workspace, number);
            case FieldProperties.Lookup lookup -> new LookupPanel(workspace, draft, lookup, stored);
            case FieldProperties.AnyLookup lookup -> new AnyLookupPanel(workspace, draft, lookup);
            case FieldProperties.MultiLookup lookup -> new MultiLookupPanel(workspace, lookup, stored);
            case FieldProperties.Files files -> new FilesPanel(workspace, type, files);
            case FieldProperties.Formula formula -> new FormulaPanel(workspace, formula);
            case FieldProperties.Rollup rollup -> new RollupPanel(workspace, draft, rollup);
            case FieldProperties.Subform subform -> new SubformPanel(workspace, subform);
        };
    }

    /** Says nothing: dates, check boxes, people, addresses. */
    private static final class NothingPanel extends TypePanel {
        private final FieldProperties.None none;

        NothingPanel(Workspace workspace, FieldProperties.None none) {
            super(workspace);
            this.none = none;
            form.setVisible(false);
        }

        @Override
        Optional<FieldProperties> properties() {
            return Optional.of(none);
        }
    }

    final TextField text(String key, String id, String value) {
        TextField field = new TextField(workspace.text(key));
        field.setId(id);
        field.setValue(value);
        return field;
    }

    final IntegerField number(String key, String id, int value, int least, int most) {
        IntegerField field = new IntegerField(workspace.text(key));
        field.setId(id);
        field.setMin(least);
        field.setMax(most);
        field.setStepButtonsVisible(true);
        field.setValue(value);
        field.setHelperText(workspace.text("modules.range", least, most));
        return field;
    }

    /** Returns the number, or nothing where it is missing or out of its range, which the field then shows by itself. */
    static Optional<Integer> value(IntegerField field) {
        return field.isInvalid() ? Optional.empty() : field.getOptionalValue();
    }

    /** Returns the modules that a person can point to: no pairs and no rows. */
    final List<ModuleDef> ordinaryModules() {
        return workspace.model().modules().stream()
                .filter(module -> module.head().isOrdinary())
                .toList();
    }
}

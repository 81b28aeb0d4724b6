package io.atelier.studio.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.studio.component.FieldEditor;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks for a field and the value that it gets in all chosen records; no value empties it. */
final class MassUpdateDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDef module;
    private final ComboBox<FieldDef> field = new ComboBox<>();
    private final Div place = new Div();
    private Optional<FieldEditor> editor = Optional.empty();

    /** {@code chosen} gets the field's API name and the value in API form. */
    MassUpdateDialog(Workspace workspace, ModuleDef module, int count, BiConsumer<String, @Nullable Object> chosen) {
        this.workspace = workspace;
        this.module = module;
        setId("mass-update");
        setHeaderTitle(workspace.text("list.mass.title", count));
        setWidth("min(32rem, 96vw)");
        addClassName("mass-update");
        field.setLabel(workspace.text("list.mass.field"));
        field.setId("mass-field");
        field.setWidthFull();
        field.setItems(workspace.access().fields(module).stream()
                .filter(this::isOffered)
                .toList());
        field.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
        field.setErrorMessage(workspace.text("record.problem.mandatory"));
        field.addValueChangeListener(event -> showEditor(Optional.ofNullable(event.getValue())));
        place.addClassName("mass-value");
        add(field, place, new Paragraph(workspace.text("list.mass.hint")));
        Button apply = new Button(workspace.text("list.mass.apply"), _ -> apply(chosen));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.setId("mass-apply");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), apply);
    }

    /** Files and rows belong to one record each. */
    private boolean isOffered(FieldDef candidate) {
        return workspace.editable(module, candidate.apiName()).isPresent()
                && switch (candidate.kind()) {
                    case TEXT,
                            NUMBER,
                            BOOLEAN,
                            DATE,
                            DATETIME,
                            CHOICES,
                            RECORD,
                            ANY_RECORD,
                            USER,
                            USERS,
                            ADDRESS,
                            LINKS -> true;
                    case FILES, ROWS -> false;
                };
    }

    private void showEditor(Optional<FieldDef> chosen) {
        place.removeAll();
        editor = chosen.map(f -> workspace.editor(module, f));
        editor.ifPresent(made -> {
            made.component().setId("mass-value");
            place.add(made.component());
        });
    }

    private void apply(BiConsumer<String, @Nullable Object> chosen) {
        field.setInvalid(field.isEmpty());
        editor.ifPresent(made -> {
            Object value = made.apiValue();
            String problem = problemOf(made.field(), value);
            made.showError(problem);
            if (problem.isEmpty()) {
                close();
                chosen.accept(made.field().apiName(), value);
            }
        });
    }

    private String problemOf(FieldDef definition, @Nullable Object value) {
        if (value == null) {
            return definition.required() ? workspace.text("record.problem.mandatory") : "";
        }
        return definition.kind().isStored() && ValueCodec.parse(definition, value) instanceof ValueCodec.Parsed.Bad bad
                ? bad.message()
                : "";
    }
}

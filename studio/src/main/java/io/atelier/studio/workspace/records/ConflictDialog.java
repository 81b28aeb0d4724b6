package io.atelier.studio.workspace.records;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.FieldConflict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks, for each field that two people changed, whose value it is to have; shows what it was before both. */
public final class ConflictDialog extends Dialog {
    private enum Side {
        THEIRS,
        YOURS
    }

    private final Workspace workspace;
    private final NamedValues values;
    private final Map<String, RadioButtonGroup<Side>> choices = new HashMap<>();

    private ConflictDialog(
            Workspace workspace, ModuleDef module, List<FieldConflict> conflicts, Consumer<Set<String>> decided) {
        this.workspace = workspace;
        this.values = new NamedValues(workspace);
        setHeaderTitle(workspace.text("record.conflict.title"));
        setId("record-conflict");
        setWidth("min(36rem, 96vw)");
        setCloseOnOutsideClick(false);
        VerticalLayout fields = new VerticalLayout(new Paragraph(workspace.text("record.conflict.text")));
        fields.setPadding(false);
        conflicts.forEach(
                conflict -> module.findField(conflict.field()).ifPresent(field -> add(fields, field, conflict)));
        add(fields);
        Button save = new Button(workspace.text("record.dialog.save"), _ -> {
            close();
            decided.accept(given());
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("record-conflict-save");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
    }

    /**
     * Opens; {@code decided} gets the fields whose value the other person's is to be, so that they are not saved.
     *
     * @param conflicts not empty
     */
    public static void ask(
            Workspace workspace, ModuleDef module, List<FieldConflict> conflicts, Consumer<Set<String>> decided) {
        new ConflictDialog(workspace, module, conflicts, decided).open();
    }

    private void add(VerticalLayout fields, FieldDef field, FieldConflict conflict) {
        RadioButtonGroup<Side> choice = new RadioButtonGroup<>(field.label().in(workspace.locale()));
        choice.setItems(Side.values());
        choice.setItemLabelGenerator(side -> switch (side) {
            case THEIRS -> workspace.text("record.conflict.theirs", values.of(field, conflict.current()));
            case YOURS -> workspace.text("record.conflict.yours", values.of(field, conflict.yours()));
        });
        choice.setValue(Side.YOURS);
        choice.setId("conflict-" + field.apiName());
        choices.put(field.apiName(), choice);
        Span base = new Span(workspace.text("record.conflict.base", values.of(field, conflict.base())));
        base.addClassName("empty");
        fields.add(choice, base);
    }

    private Set<String> given() {
        return choices.entrySet().stream()
                .filter(choice -> choice.getValue().getValue() == Side.THEIRS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.studio.setup.modules.ModuleDraft.Fate;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Locale;

/** The fields out of use: takes them into use again, or deletes them for good, with the next plan. */
final class RetiredFields extends Div {
    private final Workspace workspace;
    private final ModuleDraft draft;
    private final Runnable changed;

    RetiredFields(Workspace workspace, ModuleDraft draft, Runnable changed) {
        this.workspace = workspace;
        this.draft = draft;
        this.changed = changed;
        addClassNames("card", "retired-fields");
        setId("retired-fields");
        Span help = new Span(workspace.text("modules.retired.help"));
        help.addClassName("hint");
        UnorderedList list = new UnorderedList();
        list.addClassName("field-list");
        draft.outOfUse().forEach((field, fate) -> list.add(item(field, fate)));
        add(new H2(workspace.text("modules.retired")), help, list);
    }

    private ListItem item(FieldDef field, Fate fate) {
        String label = field.label().in(workspace.locale());
        Span name = new Span(label);
        name.addClassName("designer-label");
        Span about = new Span(field.apiName() + " · "
                + workspace.text("modules.type." + field.type().apiName()) + " · "
                + workspace.text("modules.fate." + fate.name().toLowerCase(Locale.ROOT)));
        about.addClassName("designer-type");
        ListItem item = new ListItem(name, about);
        item.getElement().setAttribute("data-retired", field.apiName());
        switch (fate) {
            case RETIRED -> {
                item.add(button("modules.restore", label, () -> draft.restore(field.apiName())));
                Button delete = button("modules.delete", label, () -> {});
                delete.addThemeVariants(ButtonVariant.ERROR);
                delete.addClickListener(_ -> confirmDeletion(field));
                item.add(delete);
            }
            case TO_BE_RETIRED -> item.add(button("modules.undo", label, () -> draft.restore(field.apiName())));
            case TO_BE_RESTORED, TO_BE_DELETED ->
                item.add(button("modules.undo", label, () -> draft.keepRetired(field.apiName())));
        }
        return item;
    }

    private Button button(String key, String label, Runnable action) {
        Button button = new Button(workspace.text(key), _ -> {
            action.run();
            changed.run();
        });
        button.setAriaLabel(workspace.text(key) + ": " + label);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    private void confirmDeletion(FieldDef field) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(
                workspace.text("modules.delete.title", field.label().in(workspace.locale())));
        dialog.setWidth("min(32rem, 96vw)");
        dialog.add(new Paragraph(workspace.text("modules.delete.warning")));
        Button go = new Button(workspace.text("modules.delete"), _ -> {
            dialog.close();
            draft.delete(field.apiName());
            changed.run();
        });
        go.setId("delete-confirm");
        go.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        dialog.getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> dialog.close()), go);
        dialog.open();
    }
}

package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.studio.component.FieldEditor;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.PicklistBadge;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.ConflictDialog;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A field with its value; its pencil (or a double click) turns it into its editor: Enter saves, Escape leaves. */
final class InlineField extends Div {
    private final Workspace workspace;
    private final RecordService records;
    private final ModuleDef module;
    private CrmRecord record;
    private CrmRecord newest;
    private boolean editing;
    private final FieldDef field;
    private final boolean mayEdit;
    private final Runnable saved;

    /** @param mayEdit rights let the record be changed, and no lock keeps the field from it */
    InlineField(
            Workspace workspace,
            RecordService records,
            ModuleDef module,
            CrmRecord record,
            FieldDef field,
            boolean mayEdit,
            Runnable saved) {
        this.mayEdit = mayEdit;
        this.workspace = workspace;
        this.records = records;
        this.module = module;
        this.record = record;
        this.newest = record;
        this.field = field;
        this.saved = saved;
        addClassName("inline-field");
        setId("inline-" + field.apiName());
        setClassName("wide", field.kind() == ValueKind.ROWS);
        showValue();
    }

    boolean isEditing() {
        return editing;
    }

    /** Shows the record as it is by now; while somebody types, what they began with stays what they change. */
    void follow(CrmRecord fresh) {
        newest = fresh;
        if (!editing) {
            showValue();
        }
    }

    private void showValue() {
        editing = false;
        record = newest;
        removeAll();
        String label = field.label().in(workspace.locale());
        Span name = new Span(label);
        name.addClassName("field-label");
        Div shown = new Div(value());
        shown.addClassName("field-value");
        add(name, shown);
        if (mayEdit && workspace.editable(module, field.apiName()).isPresent()) {
            Button pencil = new Button(ModuleIcon.decorative(VaadinIcon.PENCIL), _ -> edit());
            pencil.setAriaLabel(workspace.text("record.inline.edit", label));
            pencil.addThemeVariants(ButtonVariant.TERTIARY);
            pencil.addClassName("pencil");
            add(pencil);
            shown.addDoubleClickListener(_ -> edit());
        }
    }

    private Component value() {
        FieldValue value = record.value(field.apiName());
        String text = workspace.values().of(field, record);
        if (field.type() == FieldType.PICKLIST && value instanceof FieldValue.Text(String stored)) {
            return PicklistBadge.of(field, stored, workspace.locale());
        }
        if (field.isLookup() && value instanceof FieldValue.Lookup(long id)) {
            return link(field.target(), id, text);
        }
        if (value instanceof FieldValue.AnyLookup(String target, long id)) {
            return link(target, id, record.labels().getOrDefault(field.apiName(), "#" + id));
        }
        if (value instanceof FieldValue.Links(List<Long> ids)) {
            return several(ids.stream()
                    .map(id -> link(
                            field.target(),
                            id,
                            record.labels().getOrDefault(CrmRecord.labelKey(field.apiName(), id), "#" + id)))
                    .toList());
        }
        if (value instanceof FieldValue.Files(List<Long> ids)) {
            return several(workspace.fileLinks(ids));
        }
        if (value instanceof FieldValue.Rows(List<FieldValue.Row> rows)) {
            return new RowsTable(workspace, field, rows);
        }
        if (!text.isEmpty() && field.type() == FieldType.EMAIL) {
            return new Anchor("mailto:" + text, text);
        }
        if (!text.isEmpty() && field.type() == FieldType.PHONE) {
            return new Anchor("tel:" + text.replaceAll("[^0-9+]", ""), text);
        }
        Span plain = new Span(text.isEmpty() ? "—" : text);
        plain.addClassName(text.isEmpty() ? "empty" : "filled");
        return plain;
    }

    private static Anchor link(String target, long id, String name) {
        Anchor link = new Anchor(Routes.record(target, id), name);
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private static Div several(List<Anchor> links) {
        Div all = new Div();
        all.addClassName("several");
        links.forEach(all::add);
        return all;
    }

    private void edit() {
        editing = true;
        removeAll();
        FieldEditor editor = workspace.editor(module, field);
        editor.show(record);
        narrow(editor);
        Button save = new Button(ModuleIcon.decorative(VaadinIcon.CHECK), _ -> save(editor));
        save.setAriaLabel(workspace.text("record.dialog.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClassName("inline-save");
        Button cancel = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> showValue());
        cancel.setAriaLabel(workspace.text("record.dialog.cancel"));
        add(editor.component(), save, cancel);
        if (savesByEnter()) {
            Shortcuts.addShortcutListener(editor.component(), () -> save(editor), Key.ENTER)
                    .listenOn(this)
                    .allowBrowserDefault();
        }
        Shortcuts.addShortcutListener(editor.component(), this::showValue, Key.ESCAPE)
                .listenOn(this);
        if (editor.component() instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }

    private void narrow(FieldEditor editor) {
        if (field.properties() instanceof FieldProperties.Choices choices) {
            choices.dependency()
                    .ifPresent(dependency ->
                            editor.offer(value -> dependency.allows(record.text(dependency.parent()), value.value())));
        }
    }

    /** Where Enter means something else, only the button saves. */
    private boolean savesByEnter() {
        return field.type() != FieldType.TEXTAREA
                && switch (field.kind()) {
                    case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, USER -> true;
                    case ANY_RECORD, USERS, FILES, ADDRESS, LINKS, ROWS -> false;
                };
    }

    private void save(FieldEditor editor) {
        save(editor, record.version());
    }

    private void save(FieldEditor editor, long version) {
        RecordChange change = RecordChange.merging(
                record.id(), version, Collections.singletonMap(field.apiName(), editor.apiValue()));
        WriteResult result = records.write(workspace.actor(), WriteRequest.of(module.apiName(), change));
        switch (result.rows().getFirst()) {
            case WriteResult.Saved _ -> close();
            case WriteResult.Rejected _
            when !result.conflictsOfSingle().isEmpty() ->
                ConflictDialog.ask(workspace, module, result.conflictsOfSingle(), given -> decided(editor, given));
            case WriteResult.Rejected(List<Violation> violations) -> {
                String text = violations.stream().map(workspace::text).collect(Collectors.joining(" "));
                editor.showError(text);
                Toast.error(workspace.text("record.dialog.rejected"), text);
            }
        }
    }

    private void close() {
        editing = false;
        saved.run();
    }

    /** Saves anew, on what the record is by now, or shows what somebody else made of the field. */
    private void decided(FieldEditor editor, Set<String> given) {
        if (given.contains(field.apiName())) {
            close();
        } else {
            records.find(workspace.actor(), module.apiName(), record.id())
                    .ifPresent(newest -> save(editor, newest.version()));
        }
    }
}

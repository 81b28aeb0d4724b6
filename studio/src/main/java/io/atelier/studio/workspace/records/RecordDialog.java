package io.atelier.studio.workspace.records;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.studio.component.RecordForm;
import io.atelier.studio.component.Toast;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates a record or edits all of it. Stays open, with what was typed, until the record is saved. */
public final class RecordDialog extends Dialog {
    private final Workspace workspace;
    private final RecordService records;
    private final ModuleDef module;
    private final Optional<CrmRecord> edited;
    private final LongConsumer saved;
    private final RecordForm form;

    private RecordDialog(
            Workspace workspace,
            RecordService records,
            ModuleDef module,
            Optional<CrmRecord> edited,
            LongConsumer saved) {
        this.workspace = workspace;
        this.records = records;
        this.module = module;
        this.edited = edited;
        this.saved = saved;
        this.form = new RecordForm(
                module,
                workspace.locale(),
                name -> workspace.editable(module, name),
                field -> workspace.editor(module, field));
        edited.ifPresent(form::show);

        String name = module.singular().in(workspace.locale());
        setHeaderTitle(workspace.text(edited.isPresent() ? "record.dialog.edit" : "record.dialog.create", name));
        addClassName("record-dialog");
        setWidth("min(56rem, 96vw)");
        setCloseOnOutsideClick(false);

        Button save = new Button(workspace.text("record.dialog.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        save.setId("record-save");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
        add(form);
    }

    /** Opens for a new record; {@code saved} gets its id. */
    public static void create(Workspace workspace, RecordService records, ModuleDef module, LongConsumer saved) {
        new RecordDialog(workspace, records, module, Optional.empty(), saved).open();
    }

    public static void edit(
            Workspace workspace, RecordService records, ModuleDef module, CrmRecord record, LongConsumer saved) {
        new RecordDialog(workspace, records, module, Optional.of(record), saved).open();
    }

    private void save() {
        save(edited.map(record -> RecordChange.merging(record.id(), record.version(), form.changes()))
                .orElseGet(() -> RecordChange.create(form.changes())));
    }

    /** Saves anew, on what the record is by now, without the fields that stay as somebody else set them. */
    private void saveWithout(Set<String> given) {
        edited.flatMap(record -> records.find(workspace.actor(), module.apiName(), record.id()))
                .ifPresent(newest -> {
                    Map<String, @Nullable Object> changes = form.changes();
                    changes.keySet().removeAll(given);
                    save(RecordChange.merging(newest.id(), newest.version(), changes));
                });
    }

    private void save(RecordChange change) {
        WriteResult result = records.write(workspace.actor(), WriteRequest.of(module.apiName(), change));
        switch (result.rows().getFirst()) {
            case WriteResult.Saved(long id, long _, var _) -> {
                close();
                Toast.success(workspace.text("record.dialog.saved"));
                saved.accept(id);
            }
            case WriteResult.Rejected _
            when !result.conflictsOfSingle().isEmpty() ->
                ConflictDialog.ask(workspace, module, result.conflictsOfSingle(), this::saveWithout);
            case WriteResult.Rejected(List<Violation> violations) -> show(violations);
        }
    }

    private void show(List<Violation> violations) {
        List<Violation> unplaced = form.showProblems(violations, workspace::text);
        String more = unplaced.stream().map(workspace::text).collect(Collectors.joining(" "));
        Toast.error(workspace.text("record.dialog.rejected"), more);
    }
}

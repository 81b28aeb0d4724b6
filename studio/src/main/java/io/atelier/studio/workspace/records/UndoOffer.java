package io.atelier.studio.workspace.records;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.UndoReport;
import io.atelier.platform.record.UndoReport.Refusal;
import io.atelier.platform.record.UndoResult;
import io.atelier.studio.component.Toast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Offers to take back an operation that was just done, and tells what of it could not be taken back, and why. */
@SpringComponent
public class UndoOffer {
    /** Most refusals that are listed; the rest is counted. */
    private static final int LISTED = 50;

    private final OperationService operations;
    private final RecordService records;

    UndoOffer(OperationService operations, RecordService records) {
        this.operations = operations;
        this.records = records;
    }

    /**
     * Shows what was done, with a button that takes it back.
     *
     * @param after runs when it was taken back, as far as it could be
     */
    public void show(Workspace workspace, String done, long operationId, Runnable after) {
        Toast.undoable(done, workspace.text("list.undo"), () -> undo(workspace, operationId, after));
    }

    private void undo(Workspace workspace, long operationId, Runnable after) {
        switch (operations.undo(workspace.actor(), operationId)) {
            case UndoResult.Done(UndoReport report) -> tell(workspace, report);
            case UndoResult.Started(var status) -> Toast.success(workspace.text("list.undo.started", status.total()));
        }
        after.run();
    }

    private void tell(Workspace workspace, UndoReport report) {
        if (report.refused().isEmpty()) {
            Toast.success(workspace.text("list.undone", report.undone().size()));
        } else {
            dialog(workspace, report).open();
        }
    }

    private Dialog dialog(Workspace workspace, UndoReport report) {
        Dialog dialog = new Dialog();
        dialog.setId("undo-report");
        dialog.setHeaderTitle(workspace.text("list.undo.partly"));
        dialog.setWidth("min(36rem, 96vw)");
        dialog.add(
                new Paragraph(workspace.text(
                        "list.undo.counts",
                        report.undone().size(),
                        report.refused().size())),
                refusals(workspace, report.refused()));
        Button close = new Button(workspace.text("list.undo.close"), _ -> dialog.close());
        close.setAutofocus(true);
        dialog.getFooter().add(close);
        return dialog;
    }

    private UnorderedList refusals(Workspace workspace, List<Refusal> refusals) {
        UnorderedList list = new UnorderedList();
        refusals.stream().limit(LISTED).forEach(refusal -> list.add(new ListItem(told(workspace, refusal))));
        if (refusals.size() > LISTED) {
            list.add(new ListItem(workspace.text("record.timeline.others", refusals.size() - LISTED)));
        }
        return list;
    }

    private String told(Workspace workspace, Refusal refusal) {
        String reason =
                workspace.text("list.undo.reason." + refusal.reason().name().toLowerCase(Locale.ROOT));
        String record = workspace
                .findModule(refusal.module())
                .flatMap(module -> records.find(workspace.actor(), module.apiName(), refusal.recordId())
                        .map(found -> workspace.nameOf(module, found)))
                .orElse("#" + refusal.recordId());
        String field = workspace
                .findModule(refusal.module())
                .flatMap(module -> label(workspace, module, refusal.field()))
                .orElse(refusal.field());
        return record + (field.isEmpty() ? "" : " · " + field) + ": " + reason;
    }

    private static Optional<String> label(Workspace workspace, ModuleDef module, String field) {
        return workspace
                .access()
                .findField(module, field)
                .map(found -> found.label().in(workspace.locale()));
    }
}

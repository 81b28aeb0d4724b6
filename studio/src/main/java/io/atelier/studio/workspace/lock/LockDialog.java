package io.atelier.studio.workspace.lock;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordLock;
import io.atelier.platform.record.RecordLockService;
import io.atelier.studio.workspace.records.Workspace;

/** Asks why, and locks. */
final class LockDialog extends Dialog {
    LockDialog(Workspace workspace, RecordLockService locks, ModuleDef module, CrmRecord record, Runnable locked) {
        setHeaderTitle(workspace.text("lock.title", workspace.nameOf(module, record)));
        setWidth("min(32rem, 96vw)");
        TextArea reason = new TextArea(workspace.text("lock.reason"));
        reason.setId("lock-reason");
        reason.setMaxLength(RecordLock.MAX_REASON);
        reason.setHelperText(workspace.text("lock.reason.help"));
        reason.setWidthFull();
        Paragraph hint = new Paragraph(workspace.text("lock.hint"));
        hint.addClassName("hint");
        Div content = new Div(hint, reason);
        content.addClassName("dialog-fields");
        add(content);
        Button done = new Button(workspace.text("lock.lock"), _ -> {
            close(); // also where somebody was quicker: the page says so, and shows their lock
            locks.lock(workspace.actor(), module.apiName(), record.id(), reason.getValue());
            locked.run();
        });
        done.setId("lock-done");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
    }
}

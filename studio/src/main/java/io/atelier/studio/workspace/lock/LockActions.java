package io.atelier.studio.workspace.lock;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordLock;
import io.atelier.platform.record.RecordLockService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.record.RecordPanel;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;

/** Offers to lock a record, or to unlock it, to whom may do so. */
@SpringComponent
@Order(70)
final class LockActions implements RecordPanel {
    private final ObjectProvider<Workspace> workspaces;
    private final RecordLockService locks;

    LockActions(ObjectProvider<Workspace> workspaces, RecordLockService locks) {
        this.workspaces = workspaces;
        this.locks = locks;
    }

    @Override
    public List<Component> actions(ModuleDef module, CrmRecord record, Runnable reload) {
        Workspace workspace = workspaces.getObject();
        boolean unlocks = locks.lockOf(workspace.actor(), module.apiName(), record.id())
                .filter(RecordLock::mayUnlock)
                .isPresent();
        if (unlocks) {
            Button unlock = new Button(workspace.text("lock.unlock"), ModuleIcon.decorative(VaadinIcon.UNLOCK), _ -> {
                locks.unlock(workspace.actor(), module.apiName(), record.id());
                Toast.success(workspace.text("lock.unlocked"));
                reload.run();
            });
            unlock.setId("record-unlock");
            return List.of(unlock);
        }
        if (!locks.mayLock(workspace.actor(), module.apiName(), record.id())) {
            return List.of();
        }
        Button lock = new Button(
                workspace.text("lock.lock"),
                ModuleIcon.decorative(VaadinIcon.LOCK),
                _ -> new LockDialog(workspace, locks, module, record, reload).open());
        lock.setId("record-lock-by-hand");
        return List.of(lock);
    }
}

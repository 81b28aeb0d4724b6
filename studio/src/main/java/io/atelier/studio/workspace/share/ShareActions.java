package io.atelier.studio.workspace.share;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.ShareService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.record.RecordPanel;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;

/** Offers to share a record to whom may do so. */
@SpringComponent
@Order(60)
final class ShareActions implements RecordPanel {
    private final ObjectProvider<Workspace> workspaces;
    private final ObjectProvider<Principals> principals;
    private final ShareService shares;

    ShareActions(ObjectProvider<Workspace> workspaces, ObjectProvider<Principals> principals, ShareService shares) {
        this.workspaces = workspaces;
        this.principals = principals;
        this.shares = shares;
    }

    @Override
    public List<Component> actions(ModuleDef module, CrmRecord record, Runnable reload) {
        Workspace workspace = workspaces.getObject();
        if (!shares.mayShare(workspace.actor(), module.apiName(), record.id())) {
            return List.of();
        }
        Button share = new Button(
                workspace.text("share.action"),
                ModuleIcon.decorative(VaadinIcon.SHARE),
                _ -> new ShareDialog(workspace, principals.getObject(), shares, module, record).open());
        share.setId("record-share");
        return List.of(share);
    }
}

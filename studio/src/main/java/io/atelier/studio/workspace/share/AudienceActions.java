package io.atelier.studio.workspace.share;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.ExplainService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.record.RecordPanel;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;

/** Offers to whom manages security to see who has access to a record. */
@SpringComponent
@Order(61)
final class AudienceActions implements RecordPanel {
    private final ObjectProvider<Workspace> workspaces;
    private final ObjectProvider<Principals> principals;
    private final ObjectProvider<Reasons> reasons;
    private final ExplainService explain;

    AudienceActions(
            ObjectProvider<Workspace> workspaces,
            ObjectProvider<Principals> principals,
            ObjectProvider<Reasons> reasons,
            ExplainService explain) {
        this.workspaces = workspaces;
        this.principals = principals;
        this.reasons = reasons;
        this.explain = explain;
    }

    @Override
    public List<Component> actions(ModuleDef module, CrmRecord record, Runnable reload) {
        Workspace workspace = workspaces.getObject();
        if (module.kind().isOwned() || !explain.mayAsk(workspace.actor())) {
            return List.of();
        }
        Button open = new Button(
                workspace.text("access.audience"),
                ModuleIcon.decorative(VaadinIcon.EYE),
                _ -> new AudienceDialog(workspace, principals.getObject(), reasons.getObject(), explain, module, record)
                        .open());
        open.setId("record-audience");
        return List.of(open);
    }
}

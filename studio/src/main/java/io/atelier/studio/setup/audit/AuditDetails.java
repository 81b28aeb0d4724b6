package io.atelier.studio.setup.audit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.audit.AuditRow;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.workspace.records.Workspace;

/** Shows all that one row says. */
final class AuditDetails extends Dialog {
    AuditDetails(Workspace workspace, AuditRow row, String time) {
        setHeaderTitle(workspace.text("audit.row", row.seq()));
        setWidth("min(48rem, 96vw)");
        DescriptionList list = new DescriptionList();
        line(list, workspace.text("audit.time"), time);
        line(list, workspace.text("audit.user"), AuditTexts.user(workspace, row));
        line(list, workspace.text("audit.via"), row.via());
        line(list, workspace.text("audit.address"), row.address());
        line(list, workspace.text("audit.act"), AuditTexts.act(workspace, row));
        line(list, workspace.text("audit.name"), row.objectName());
        line(list, workspace.text("audit.module"), AuditTexts.modules(workspace, row));
        line(list, workspace.text("audit.hash"), row.hash());
        Div content = new Div(list);
        content.addClassName("door");
        if (!row.details().isEmpty()) {
            CodeText details = new CodeText(
                    workspace.text("audit.details"),
                    workspace.text("apiclient.copy"),
                    workspace.text("apiclient.copied"));
            details.setAreaId("audit-details");
            details.setCode(row.details());
            content.add(details);
        }
        add(content);
        getFooter().add(new Button(workspace.text("audit.close"), _ -> close()));
    }

    private static void line(DescriptionList list, String name, String value) {
        if (!value.isEmpty()) {
            DescriptionList.Description text = new DescriptionList.Description(value);
            text.getStyle().set("overflow-wrap", "anywhere");
            list.add(new DescriptionList.Term(name), text);
        }
    }
}

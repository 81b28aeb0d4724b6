package io.atelier.studio.workspace.mail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.atelier.platform.mail.MailService;
import io.atelier.platform.mail.MailTemplate;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.record.RecordPanel;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;

/** Offers to write to the person that a record is about, where there are templates for its module. */
@SpringComponent
@Order(50)
final class MailActions implements RecordPanel {
    private final ObjectProvider<Workspace> workspaces;
    private final MailTemplateService templates;
    private final MailService mails;

    MailActions(ObjectProvider<Workspace> workspaces, MailTemplateService templates, MailService mails) {
        this.workspaces = workspaces;
        this.templates = templates;
        this.mails = mails;
    }

    @Override
    public List<Component> actions(ModuleDef module, CrmRecord record, Runnable reload) {
        Workspace workspace = workspaces.getObject();
        List<FieldDef> addresses = workspace.access().fields(module).stream()
                .filter(field -> field.type() == FieldType.EMAIL)
                .toList();
        if (addresses.isEmpty() || workspace.actor().isViewing()) {
            return List.of();
        }
        List<MailTemplate> fitting = templates.list(workspace.actor()).stream()
                .filter(template -> template.data().module().equals(module.apiName()))
                .toList();
        if (fitting.isEmpty()) {
            return List.of();
        }
        Button send = new Button(
                workspace.text("mail.send"),
                ModuleIcon.decorative(VaadinIcon.ENVELOPE_O),
                _ -> new SendMailDialog(workspace, templates, mails, record, addresses, fitting, reload).open());
        send.setId("mail-send");
        return List.of(send);
    }
}

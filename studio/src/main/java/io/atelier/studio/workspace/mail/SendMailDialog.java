package io.atelier.studio.workspace.mail;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.mail.MailPreview;
import io.atelier.platform.mail.MailRequest;
import io.atelier.platform.mail.MailService;
import io.atelier.platform.mail.MailTemplate;
import io.atelier.platform.mail.MailTemplateData;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.studio.component.MailFrame;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;

/** Writes one mail about a record, from a template or freely, and shows it before it goes. */
final class SendMailDialog extends Dialog {
    private final Workspace workspace;
    private final MailTemplateService templates;
    private final MailService mails;
    private final CrmRecord record;
    private final Runnable sent;

    private final ComboBox<MailTemplate> template = new ComboBox<>();
    private final ComboBox<FieldDef> recipient = new ComboBox<>();
    private final TextField subject = new TextField();
    private final TextArea text = new TextArea();
    private final Div shownSubject = new Div();
    private final Div problem = new Div();
    private final MailFrame frame;

    SendMailDialog(
            Workspace workspace,
            MailTemplateService templates,
            MailService mails,
            CrmRecord record,
            List<FieldDef> addresses,
            List<MailTemplate> fitting,
            Runnable sent) {
        this.workspace = workspace;
        this.templates = templates;
        this.mails = mails;
        this.record = record;
        this.sent = sent;
        this.frame = new MailFrame(workspace.text("mail.preview"), workspace.locale());
        setHeaderTitle(workspace.text("mail.send"));
        setWidth("min(46rem, 96vw)");
        setCloseOnOutsideClick(false);
        configure(addresses, fitting);
        FormLayout form = new FormLayout(template, recipient, subject, text);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("28rem", 2));
        form.setColspan(subject, 2);
        form.setColspan(text, 2);
        Div shown = new Div(shownSubject, problem, frame);
        shown.addClassName("mail-shown");
        add(form, shown);
        Button send = new Button(workspace.text("mail.send.now"), _ -> send());
        send.addThemeVariants(ButtonVariant.PRIMARY);
        send.setId("mail-send-now");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), send);
        showChoice();
    }

    private void configure(List<FieldDef> addresses, List<MailTemplate> fitting) {
        template.setLabel(workspace.text("mail.template"));
        template.setId("mail-template");
        template.setPlaceholder(workspace.text("mail.template.none"));
        template.setItems(fitting);
        template.setItemLabelGenerator(t -> t.data().name());
        template.setClearButtonVisible(true);
        template.setValue(fitting.getFirst());
        template.addValueChangeListener(_ -> showChoice());
        recipient.setLabel(workspace.text("mail.to"));
        recipient.setId("mail-to");
        recipient.setItems(addresses);
        recipient.setItemLabelGenerator(field -> {
            String address = record.text(field.apiName());
            String label = field.label().in(workspace.locale());
            return address.isEmpty() ? label : address + " (" + label + ")";
        });
        recipient.setValue(addresses.stream()
                .filter(field -> !record.text(field.apiName()).isEmpty())
                .findFirst()
                .orElseGet(addresses::getFirst));
        subject.setLabel(workspace.text("mail.subject"));
        subject.setId("mail-subject");
        subject.setValueChangeMode(ValueChangeMode.LAZY);
        subject.addValueChangeListener(_ -> preview());
        text.setLabel(workspace.text("mail.text"));
        text.setId("mail-text");
        text.setMinRows(5);
        text.setMaxRows(12);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(_ -> preview());
        shownSubject.addClassName("mail-subject");
        shownSubject.setId("mail-shown-subject");
        problem.addClassName("mail-problems");
        problem.getElement().setAttribute("role", "status");
    }

    private void showChoice() {
        boolean free = template.isEmpty();
        subject.setVisible(free);
        text.setVisible(free);
        preview();
    }

    private MailTemplateData written() {
        return template.getOptionalValue()
                .map(MailTemplate::data)
                .orElseGet(() -> new MailTemplateData("", record.module(), subject.getValue(), freeHtml()));
    }

    private String freeHtml() {
        return "<p>"
                + text.getValue()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\n", "<br>")
                + "</p>";
    }

    private void preview() {
        problem.setText("");
        MailTemplateData data = written();
        if (data.subject().isBlank()) {
            shownSubject.setText("");
            frame.show("");
            return;
        }
        try {
            MailPreview mail = templates.preview(workspace.actor(), data, record.id());
            shownSubject.setText(mail.subject());
            frame.show(mail.html());
        } catch (PlatformException e) {
            problem.setText(String.valueOf(e.getMessage()));
        }
    }

    private void send() {
        boolean subjectMissing = template.isEmpty() && subject.getValue().isBlank();
        subject.setErrorMessage(workspace.text("record.problem.mandatory"));
        subject.setInvalid(subjectMissing);
        recipient.setErrorMessage(workspace.text("record.problem.mandatory"));
        recipient.setInvalid(recipient.isEmpty());
        if (subjectMissing || recipient.isEmpty()) {
            return;
        }
        MailRequest.Content content = template.isEmpty()
                ? new MailRequest.Content.AdHoc(subject.getValue(), freeHtml())
                : new MailRequest.Content.Template(template.getValue().id());
        try {
            mails.send(
                    workspace.actor(),
                    new MailRequest(
                            content,
                            record.module(),
                            record.id(),
                            new MailRequest.Recipient.Field(recipient.getValue().apiName())));
        } catch (PlatformException e) {
            String title = workspace.text(e.code() == ErrorCode.UNAVAILABLE ? "mail.noServer" : "mail.notSent");
            Toast.error(title, String.valueOf(e.getMessage()));
            return;
        }
        close();
        Toast.success(workspace.text("mail.sent"));
        sent.run();
    }
}

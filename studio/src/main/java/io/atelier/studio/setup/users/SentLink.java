package io.atelier.studio.setup.users;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.people.LinkSent;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.component.Toast;

/** Says that a link is on its way, or shows it where there is no mail server. */
final class SentLink {
    private SentLink() {}

    static void show(LinkSent sent, String email) {
        UI ui = UI.getCurrent();
        switch (sent) {
            case LinkSent.Mailed _ -> Toast.success(ui.getTranslation("users.mailed", email));
            case LinkSent.HandOver(String link) -> {
                Dialog dialog = new Dialog();
                dialog.setHeaderTitle(ui.getTranslation("users.link"));
                dialog.setWidth("min(40rem, 96vw)");
                CodeText text = new CodeText(
                        ui.getTranslation("users.link"),
                        ui.getTranslation("personal.copy"),
                        ui.getTranslation("personal.copied"));
                text.setAreaId("invite-link");
                text.setCode(link);
                dialog.add(new Div(new Paragraph(ui.getTranslation("users.link.hint")), text));
                dialog.getFooter().add(new Button(ui.getTranslation("users.close"), _ -> dialog.close()));
                dialog.open();
            }
        }
    }
}

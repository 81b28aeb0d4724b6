package io.atelier.studio.setup.users;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.identity.User;
import io.atelier.platform.org.UserId;
import io.atelier.studio.component.Toast;

/** Asks who gets the records of a user that is to be deleted. */
final class TransferDialog extends Dialog {
    private final UserDesk desk;
    private final UserId id;
    private final Runnable done;
    private final ComboBox<User> to = new ComboBox<>();

    TransferDialog(UserDesk desk, UserId id, Runnable done) {
        this.desk = desk;
        this.id = id;
        this.done = done;
        setHeaderTitle(getTranslation("users.transfer"));
        setWidth("min(30rem, 96vw)");
        to.setLabel(getTranslation("users.transfer.to"));
        to.setErrorMessage(getTranslation("users.transfer.needed"));
        to.setId("transfer-to");
        to.setWidthFull();
        to.setItems(desk.everybody().all(desk.actor().org()).stream()
                .filter(user -> user.active() && !user.id().equals(id))
                .toList());
        to.setItemLabelGenerator(User::name);
        add(new Div(new Paragraph(getTranslation("users.transfer.text")), to));
        Button submit = new Button(getTranslation("users.transfer"), _ -> start());
        submit.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        submit.setId("transfer-submit");
        getFooter().add(new Button(getTranslation("record.dialog.cancel"), _ -> close()), submit);
    }

    private void start() {
        User chosen = to.getValue();
        to.setInvalid(chosen == null);
        if (chosen == null) {
            return;
        }
        desk.afterStepUp(() -> {
            desk.transfers().transferAndDelete(desk.actor(), id, chosen.id());
            close();
            done.run();
            Toast.success(getTranslation("users.transfer.started"));
        });
    }
}

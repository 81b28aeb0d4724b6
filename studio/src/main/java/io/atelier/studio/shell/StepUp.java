package io.atelier.studio.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.org.Actor;
import org.springframework.stereotype.Component;

/** Does what a service lets only those do who have just shown that it is them; asks for the password or a code if need be. */
@Component
public class StepUp {
    private final StepUpService service;
    private final Translations texts;

    StepUp(StepUpService service, Translations texts) {
        this.service = service;
        this.texts = texts;
    }

    /** Runs the action, and once more after the person has confirmed if that was refused for lack of it. */
    public void run(Actor actor, Runnable action) {
        try {
            action.run();
        } catch (PlatformException e) {
            if (e.code() != ErrorCode.STEP_UP_REQUIRED) {
                throw e;
            }
            ask(actor, action);
        }
    }

    private void ask(Actor actor, Runnable action) {
        boolean byCode = service.asksForCode(actor);
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(text("shell.stepUp.title"));
        dialog.setWidth("min(26rem, 96vw)");
        TextFieldBase<?, String> secret = byCode ? new TextField() : new PasswordField();
        secret.setId("step-up-secret");
        secret.setWidthFull();
        secret.setLabel(text(byCode ? "shell.signIn.code" : "shell.signIn.password"));
        secret.getElement().setAttribute("autocomplete", byCode ? "one-time-code" : "current-password");
        Runnable confirm = () -> {
            if (service.confirm(actor, secret.getValue(), SessionStart.origin())) {
                dialog.close();
                action.run();
            } else {
                secret.setErrorMessage(text("shell.stepUp.wrong"));
                secret.setInvalid(true);
            }
        };
        secret.addKeyPressListener(Key.ENTER, _ -> confirm.run());
        Button submit = new Button(text("shell.stepUp.confirm"), _ -> confirm.run());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("step-up-confirm");
        dialog.add(new Paragraph(text("shell.stepUp.text")), secret);
        dialog.getFooter().add(new Button(text("record.dialog.cancel"), _ -> dialog.close()), submit);
        dialog.open();
        secret.focus();
    }

    private String text(String key) {
        return texts.getTranslation(key, UI.getCurrent().getLocale());
    }
}

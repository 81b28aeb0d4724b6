package io.atelier.studio.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Mails a link for a new password. Whether anybody has the address shows in nothing. */
@Route(value = "forgot-password", autoLayout = false)
@AnonymousAllowed
class ForgotPasswordView extends EntranceCard implements HasDynamicTitle {
    private final PasswordHelp help;
    private final EmailField email = new EmailField();

    ForgotPasswordView(PasswordHelp help) {
        this.help = help;
        if (!help.canMail()) {
            show(getPageTitle(), getTranslation("shell.forgotten.closed"), back());
            return;
        }
        email.setLabel(getTranslation("shell.signIn.email"));
        email.getElement().setAttribute("autocomplete", "username");
        email.setErrorMessage(getTranslation("shell.signIn.emailNeeded"));
        email.setId("forgotten-email");
        email.setWidthFull();
        email.addKeyPressListener(Key.ENTER, _ -> mail());
        Button submit = new Button(getTranslation("shell.forgotten.submit"), _ -> mail());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("forgotten-submit");
        show(getPageTitle(), getTranslation("shell.forgotten.intro"), email, submit, back());
    }

    private void mail() {
        email.setInvalid(email.getValue().isBlank());
        if (!email.isInvalid()) {
            help.mail(email.getValue());
            show(getPageTitle(), getTranslation("shell.forgotten.done"), back());
        }
    }

    private Anchor back() {
        Anchor back = new Anchor("sign-in", getTranslation("shell.signIn.back"));
        back.getElement().setAttribute("router-link", true);
        return back;
    }

    @Override
    public final String getPageTitle() {
        return getTranslation("shell.forgotten.title");
    }
}

package io.atelier.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.people.PasswordService;

/** Sets a new password by a one-time link; signing in comes after it, with the second factor where there is one. */
@Route(value = "new-password/:token", autoLayout = false)
@AnonymousAllowed
class NewPasswordView extends EntranceCard implements BeforeEnterObserver, HasDynamicTitle {
    private final PasswordService passwords;
    private final PasswordField password = new PasswordField();
    private String token = "";

    NewPasswordView(PasswordService passwords) {
        this.passwords = passwords;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        if (passwords.find(LinkKind.PASSWORD, token).isEmpty()) {
            show(getTranslation("shell.welcome.refused"), getTranslation("shell.link.refusedDetail"), signIn());
            return;
        }
        configure(password);
        Button submit = new Button(getTranslation("shell.newPassword.submit"), _ -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("new-password-submit");
        show(getPageTitle(), getTranslation("shell.newPassword.intro"), password, submit);
    }

    private void configure(PasswordField field) {
        field.setLabel(getTranslation("shell.newPassword.label"));
        field.setHelperText(getTranslation("shell.welcome.passwordHelp"));
        field.getElement().setAttribute("autocomplete", "new-password");
        field.setWidthFull();
        field.setId("new-password");
    }

    private void submit() {
        password.setInvalid(false);
        try {
            passwords.reset(token, password.getValue());
            show(getPageTitle(), getTranslation("shell.newPassword.done"), signIn());
        } catch (ViolationsException e) {
            Violation violation = e.violations().getFirst();
            password.setErrorMessage(getTranslation("shell.welcome.problem.password." + violation.code()));
            password.setInvalid(true);
        }
    }

    private Anchor signIn() {
        return new Anchor("sign-in", getTranslation("shell.signIn.title"));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.newPassword.title");
    }
}

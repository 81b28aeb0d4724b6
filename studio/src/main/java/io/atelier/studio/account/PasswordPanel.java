package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinServletRequest;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.people.PasswordService;
import io.atelier.studio.component.Toast;
import io.atelier.studio.security.Origins;
import io.atelier.studio.shell.CurrentActor;
import java.util.Map;

/** Changes the password; other browsers are signed out by it. */
final class PasswordPanel extends Div {
    private final PasswordService passwords;
    private final CurrentActor current;
    private final PasswordField old = new PasswordField();
    private final PasswordField password = new PasswordField();
    private final Map<String, PasswordField> fields = Map.of("old", old, "password", password);

    PasswordPanel(PasswordService passwords, CurrentActor current) {
        this.passwords = passwords;
        this.current = current;
        addClassName("factor");
        old.setLabel(getTranslation("personal.password.old"));
        old.getElement().setAttribute("autocomplete", "current-password");
        old.setId("password-old");
        password.setLabel(getTranslation("shell.newPassword.label"));
        password.setHelperText(getTranslation("shell.welcome.passwordHelp"));
        password.getElement().setAttribute("autocomplete", "new-password");
        password.setId("password-new");
        Button save = new Button(getTranslation("personal.password.change"), _ -> change());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("password-change");
        add(
                new H2(getTranslation("personal.password")),
                new Paragraph(getTranslation("personal.password.hint")),
                old,
                password,
                save);
    }

    private void change() {
        fields.values().forEach(field -> field.setInvalid(false));
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        try {
            passwords.change(
                    current.actor(), current.session(), old.getValue(), password.getValue(), Origins.of(request));
            fields.values().forEach(PasswordField::clear);
            Toast.success(getTranslation("personal.password.changed"));
        } catch (ViolationsException e) {
            e.violations().forEach(this::show);
        }
    }

    private void show(Violation violation) {
        PasswordField field = fields.get(violation.path());
        if (field != null) {
            String key = violation.path().equals("old")
                    ? "personal.password.oldWrong"
                    : "shell.welcome.problem.password." + violation.code();
            field.setErrorMessage(getTranslation(key));
            field.setInvalid(true);
        }
    }
}

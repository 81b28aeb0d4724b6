package io.atelier.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.User;
import io.atelier.platform.people.NewUser;
import io.atelier.platform.people.PasswordService;
import java.util.Map;
import java.util.Optional;

/** Lets an invited person choose a name and a password, by the one-time link. They sign in with it then. */
@Route(value = "join/:token", autoLayout = false)
@AnonymousAllowed
class JoinView extends EntranceCard implements BeforeEnterObserver, HasDynamicTitle {
    private final PasswordService passwords;
    private final TextField name = new TextField();
    private final EmailField email = new EmailField();
    private final PasswordField password = new PasswordField();
    private final Map<String, HasValidationProperties> fields = Map.of("name", name, "password", password);
    private String token = "";

    JoinView(PasswordService passwords) {
        this.passwords = passwords;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        Optional<User> invited = passwords.find(LinkKind.INVITATION, token);
        if (invited.isEmpty()) {
            show(getTranslation("shell.welcome.refused"), getTranslation("shell.link.refusedDetail"));
            return;
        }
        event.getUI().setLocale(invited.get().language());
        configure(invited.get());
        Button submit = new Button(getTranslation("shell.join.submit"), _ -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("join-submit");
        show(getPageTitle(), getTranslation("shell.join.intro"), email, name, password, submit);
    }

    private void configure(User invited) {
        email.setLabel(getTranslation("shell.signIn.email"));
        email.setValue(invited.email());
        email.setReadOnly(true);
        email.getElement().setAttribute("autocomplete", "username");
        name.setLabel(getTranslation("shell.welcome.personName"));
        name.setValue(invited.name());
        name.setMaxLength(NewUser.MAX_NAME);
        name.getElement().setAttribute("autocomplete", "name");
        name.setId("join-name");
        password.setLabel(getTranslation("shell.welcome.password"));
        password.setHelperText(getTranslation("shell.welcome.passwordHelp"));
        password.getElement().setAttribute("autocomplete", "new-password");
        password.setId("join-password");
        email.setWidthFull();
        name.setWidthFull();
        password.setWidthFull();
    }

    private void submit() {
        fields.values().forEach(field -> field.setInvalid(false));
        try {
            passwords.join(token, name.getValue(), password.getValue());
            show(
                    getPageTitle(),
                    getTranslation("shell.join.done"),
                    new Anchor("sign-in", getTranslation("shell.signIn.title")));
        } catch (ViolationsException e) {
            e.violations().forEach(this::show);
        }
    }

    private void show(Violation violation) {
        HasValidationProperties field = fields.get(violation.path());
        if (field != null) {
            String path = violation.path().equals("name") ? "personName" : violation.path();
            field.setErrorMessage(getTranslation("shell.welcome.problem." + path + "." + violation.code()));
            field.setInvalid(true);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.join.title");
    }
}

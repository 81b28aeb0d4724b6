package io.atelier.studio.setup.users;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.people.LinkSent;
import io.atelier.platform.people.NewUser;
import io.atelier.studio.shell.Translations;
import java.util.Locale;
import java.util.Map;

/** Asks whom to invite. */
final class InviteDialog extends Dialog {
    private final UserDesk desk;
    private final Runnable done;
    private final EmailField email = new EmailField();
    private final TextField name = new TextField();
    private final Select<Profile> profile = new Select<>();
    private final Select<Locale> language = new Select<>();
    private final Map<String, HasValidationProperties> fields =
            Map.of("email", email, "name", name, "profileId", profile);

    InviteDialog(UserDesk desk, Runnable done) {
        this.desk = desk;
        this.done = done;
        setHeaderTitle(getTranslation("users.invite"));
        setWidth("min(30rem, 96vw)");
        email.setLabel(getTranslation("users.email"));
        email.setId("invite-email");
        email.setRequiredIndicatorVisible(true);
        name.setLabel(getTranslation("users.name"));
        name.setId("invite-name");
        name.setMaxLength(NewUser.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        profile.setLabel(getTranslation("users.profile"));
        profile.setItems(desk.profiles());
        profile.setItemLabelGenerator(Profile::name);
        profile.setId("invite-profile");
        // The least rights come first: whoever clicks through makes nobody an administrator.
        desk.profiles().stream()
                .filter(item -> !item.permissions().administrator())
                .findFirst()
                .ifPresent(profile::setValue);
        language.setLabel(getTranslation("personal.language"));
        language.setItems(Translations.LOCALES);
        language.setItemLabelGenerator(item -> getTranslation("shell.language." + item.getLanguage()));
        language.setValue(Translations.LOCALES.stream()
                .filter(item ->
                        item.getLanguage().equals(desk.current().locale().getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH));
        Div form = new Div(email, name, profile, language);
        form.addClassName("door");
        add(form);
        Button submit = new Button(getTranslation("users.invite.submit"), _ -> invite());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("invite-submit");
        getFooter().add(new Button(getTranslation("record.dialog.cancel"), _ -> close()), submit);
    }

    private void invite() {
        fields.values().forEach(field -> field.setInvalid(false));
        Profile chosen = profile.getValue();
        try {
            LinkSent sent = desk.users()
                    .invite(
                            desk.actor(),
                            new NewUser(
                                    email.getValue(),
                                    name.getValue(),
                                    chosen == null ? 0 : chosen.id(),
                                    language.getValue(),
                                    desk.current().zone()),
                            desk.address());
            close();
            done.run();
            SentLink.show(sent, email.getValue());
        } catch (ViolationsException e) {
            e.violations().forEach(this::show);
        }
    }

    private void show(Violation violation) {
        HasValidationProperties field = fields.get(violation.path());
        if (field != null) {
            field.setErrorMessage(getTranslation("users.problem." + violation.path() + "." + violation.code()));
            field.setInvalid(true);
        }
    }
}

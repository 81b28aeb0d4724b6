package io.atelier.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
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
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.OwnerInvitationService;
import io.atelier.platform.solution.InstallationService;
import io.atelier.platform.solution.OwnerSetup;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets the first person set up the organization and their own sign-in, by the one-time link. */
@Route(value = "welcome/:token", autoLayout = false)
@AnonymousAllowed
class WelcomeView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final InstallationService installation;
    private final OwnerInvitationService invitations;
    private final SessionStart sessions;

    private final TextField orgName = new TextField();
    private final TextField personName = new TextField();
    private final EmailField email = new EmailField();
    private final PasswordField password = new PasswordField();
    private final Select<Locale> language = new Select<>();
    private final ComboBox<ZoneId> zone = new ComboBox<>();
    private final ComboBox<Currency> currency = new ComboBox<>();
    private final Map<String, HasValidationProperties> fields = Map.of(
            "orgName", orgName,
            "personName", personName,
            "email", email,
            "password", password);
    private final Button submit = new Button();
    private String token = "";

    WelcomeView(InstallationService installation, OwnerInvitationService invitations, SessionStart sessions) {
        this.installation = installation;
        this.invitations = invitations;
        this.sessions = sessions;
        addClassName("entrance");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        removeAll();
        add(invitations.isValid(token) ? form() : refusal());
    }

    private Div refusal() {
        Div card = new Div(
                new Brand(getTranslation("shell.product")),
                new H1(getTranslation("shell.welcome.refused")),
                new Paragraph(getTranslation("shell.welcome.refusedDetail")));
        card.addClassName("entrance-card");
        return card;
    }

    private Div form() {
        configureTexts();
        configureChoices();
        submit.setText(getTranslation("shell.welcome.submit"));
        submit.addClickListener(_ -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.setId("welcome-submit");

        FormLayout fieldsLayout = new FormLayout(orgName, personName, email, password, language, zone, currency);
        fieldsLayout.setResponsiveSteps(
                new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("30rem", 2));
        Div card = new Div(
                new Brand(getTranslation("shell.product")),
                new H1(getTranslation("shell.welcome.title")),
                new Paragraph(getTranslation("shell.welcome.intro")),
                fieldsLayout,
                submit);
        card.addClassNames("entrance-card", "entrance-wide");
        return card;
    }

    private void configureTexts() {
        orgName.setLabel(getTranslation("shell.welcome.orgName"));
        personName.setLabel(getTranslation("shell.welcome.personName"));
        email.setLabel(getTranslation("shell.welcome.email"));
        password.setLabel(getTranslation("shell.welcome.password"));
        password.setHelperText(getTranslation("shell.welcome.passwordHelp"));
        language.setLabel(getTranslation("shell.welcome.language"));
        zone.setLabel(getTranslation("shell.welcome.zone"));
        currency.setLabel(getTranslation("shell.welcome.currency"));
        personName.getElement().setAttribute("autocomplete", "name");
        email.getElement().setAttribute("autocomplete", "username");
        password.getElement().setAttribute("autocomplete", "new-password");
        List.of(orgName, personName).forEach(field -> {
            field.setRequiredIndicatorVisible(true);
            field.setMaxLength(InstallationService.MAX_NAME);
        });
        email.setRequiredIndicatorVisible(true);
        password.setRequiredIndicatorVisible(true);
    }

    private void configureChoices() {
        language.setItems(Translations.LOCALES);
        language.setItemLabelGenerator(locale -> getTranslation("shell.language." + locale.getLanguage()));
        language.setValue(getLocale().getLanguage().equals("ru") ? Translations.RUSSIAN : Locale.ENGLISH);
        zone.setItems(ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/") || id.equals("UTC"))
                .sorted()
                .map(ZoneId::of)
                .toList());
        zone.setItemLabelGenerator(ZoneId::getId);
        zone.setValue(browserZone());
        currency.setItems(Currency.getAvailableCurrencies().stream()
                .sorted(Comparator.comparing(Currency::getCurrencyCode))
                .toList());
        currency.setItemLabelGenerator(unit -> unit.getCurrencyCode() + " · " + unit.getDisplayName(getLocale()));
        currency.setValue(Currency.getInstance(getLocale().getLanguage().equals("ru") ? "RUB" : "USD"));
    }

    private ZoneId browserZone() {
        String id = getUI().map(ui -> ui.getPage().getExtendedClientDetails().getTimeZoneId())
                .orElse("UTC");
        try {
            return ZoneId.of(id == null ? "UTC" : id);
        } catch (DateTimeException _) {
            return ZoneId.of("UTC");
        }
    }

    private void submit() {
        fields.values().forEach(field -> field.setInvalid(false));
        try {
            Account owner = installation.setUp(
                    token,
                    new OwnerSetup(
                            orgName.getValue(),
                            personName.getValue(),
                            email.getValue(),
                            password.getValue(),
                            language.getValue(),
                            zone.getValue(),
                            currency.getValue()));
            sessions.signIn(owner);
            getUI().ifPresent(ui -> ui.getPage().setLocation("."));
        } catch (ViolationsException e) {
            if (!e.violations().stream().map(Violation::path).allMatch(fields::containsKey)) {
                throw e;
            }
            e.violations().forEach(this::show);
        } finally {
            submit.setEnabled(true);
        }
    }

    private void show(Violation violation) {
        HasValidationProperties field = fields.get(violation.path());
        if (field != null) {
            field.setInvalid(true);
            field.setErrorMessage(getTranslation("shell.welcome.problem." + violation.path() + "." + violation.code()));
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.welcome.title");
    }
}

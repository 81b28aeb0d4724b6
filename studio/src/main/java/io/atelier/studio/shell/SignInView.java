package io.atelier.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.FactorSetup;
import io.atelier.platform.identity.PasskeyService;
import io.atelier.platform.identity.SecondFactorService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.SignInStep;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.OrgService;
import io.atelier.studio.component.FactorPanel;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.RecoveryCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Asks for e-mail address and password, or for a passkey, and then for the second factor. Between the steps the account is
 * known here, on the server, and to nobody else.
 */
@Route(value = "sign-in", autoLayout = false)
@AnonymousAllowed
class SignInView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    /** A password that was given longer ago is to be given again. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CurrentActor current;
    private final SignInService signIns;
    private final SecondFactorService factors;
    private final PasskeyService passkeys;
    private final UserService users;
    private final OrgService orgs;
    private final SessionStart sessions;
    private final PublicAddress address;
    private final PasswordHelp help;
    private final InstantSource clock;
    private final LoginForm form = new LoginForm();
    private final Div card = new Div();
    private Instant passwordGiven = Instant.MIN;

    SignInView(
            CurrentActor current,
            SignInService signIns,
            SecondFactorService factors,
            PasskeyService passkeys,
            UserService users,
            OrgService orgs,
            SessionStart sessions,
            PublicAddress address,
            PasswordHelp help,
            InstantSource clock) {
        this.current = current;
        this.signIns = signIns;
        this.factors = factors;
        this.passkeys = passkeys;
        this.users = users;
        this.orgs = orgs;
        this.sessions = sessions;
        this.address = address;
        this.help = help;
        this.clock = clock;

        addClassName("entrance");
        card.addClassName("entrance-card");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(texts());
        form.addLoginListener(login -> passwordGiven(login.getUsername(), login.getPassword()));
        add(card);
        askForPassword();
    }

    private LoginI18n texts() {
        LoginI18n texts = LoginI18n.createDefault();
        LoginI18n.Form labels = new LoginI18n.Form();
        labels.setTitle(getTranslation("shell.signIn.title"));
        labels.setUsername(getTranslation("shell.signIn.email"));
        labels.setPassword(getTranslation("shell.signIn.password"));
        labels.setSubmit(getTranslation("shell.signIn.submit"));
        labels.setForgotPassword("");
        texts.setForm(labels);
        LoginI18n.ErrorMessage error = new LoginI18n.ErrorMessage();
        error.setTitle(getTranslation("shell.signIn.refused"));
        error.setMessage(getTranslation("shell.signIn.refusedDetail"));
        error.setUsername(getTranslation("shell.signIn.emailNeeded"));
        error.setPassword(getTranslation("shell.signIn.passwordNeeded"));
        texts.setErrorMessage(error);
        return texts;
    }

    private void show(Component... content) {
        card.removeAll();
        card.add(new Brand(getTranslation("shell.product")));
        card.add(content);
    }

    private void askForPassword() {
        show(form);
        form.setEnabled(true);
        Button key = new Button(getTranslation("shell.signIn.passkey"), ModuleIcon.decorative(VaadinIcon.KEY));
        key.addClickListener(_ -> askForKey());
        key.setId("passkey-sign-in");
        key.setWidthFull();
        card.add(key);
        if (help.canMail()) {
            Anchor forgotten = new Anchor("forgot-password", getTranslation("shell.signIn.forgotten"));
            forgotten.getElement().setAttribute("router-link", true);
            forgotten.addClassName("hint");
            card.add(forgotten);
        }
        if (!signIns.isAnybodyKnown()) {
            Paragraph hint = new Paragraph(getTranslation("shell.signIn.nobody"));
            hint.addClassName("hint");
            card.add(hint);
        }
    }

    private void passwordGiven(String email, String password) {
        passwordGiven = clock.instant();
        switch (signIns.authenticate(email, password, SessionStart.origin())) {
            case SignInStep.Refused _ -> form.setError(true);
            case SignInStep.Accepted(Account account) -> enter(account);
            case SignInStep.CodeNeeded(Account account) -> askForCode(account);
            case SignInStep.PasskeyNeeded _ -> {
                askForPassword();
                card.add(new Paragraph(getTranslation("shell.signIn.passkeyNeeded")));
            }
            case SignInStep.FactorNeeded(Account account) -> setUpFactor(account);
        }
    }

    private void askForCode(Account account) {
        TextField code = new TextField();
        FactorPanel.configureCode(code, getTranslation("shell.signIn.code"));
        code.setId("sign-in-code");
        code.setHelperText(getTranslation("shell.signIn.codeHelp"));
        code.setErrorMessage(getTranslation("shell.signIn.codeWrong"));
        code.setAutofocus(true);
        Button submit = new Button(getTranslation("shell.signIn.submit"), _ -> codeGiven(account, code));
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setId("sign-in-code-submit");
        code.addKeyPressListener(Key.ENTER, _ -> codeGiven(account, code));
        show(new H1(getTranslation("shell.signIn.codeTitle")), code, submit, back());
        code.focus();
    }

    private void codeGiven(Account account, TextField code) {
        if (isTooLate()) {
            askForPassword();
            return;
        }
        boolean right = factors.verify(account, code.getValue(), SessionStart.origin());
        code.setInvalid(!right);
        if (right) {
            enter(account);
        }
    }

    private void setUpFactor(Account account) {
        FactorSetup setup = factors.begin(
                account,
                orgs.get(account.org()).name(),
                users.get(account.org(), account.user()).email());
        FactorPanel panel = new FactorPanel(
                setup,
                code -> factors.confirm(account, code),
                codes -> show(new RecoveryCodes(codes, () -> {
                    if (isTooLate()) {
                        askForPassword();
                    } else {
                        enter(account);
                    }
                })));
        show(
                new H1(getTranslation("shell.signIn.factorTitle")),
                new Paragraph(getTranslation("shell.signIn.factorNeeded")),
                panel,
                back());
    }

    private void askForKey() {
        Passkeys.sign(this, passkeys.askForSignature(address.relyingParty()))
                .whenAnswered(
                        (question, answer) -> passkeys.verify(question, answer, SessionStart.origin())
                                .ifPresentOrElse(this::enter, this::keyRefused),
                        this::keyRefused);
    }

    private void keyRefused() {
        askForPassword();
        Paragraph refused = new Paragraph(getTranslation("shell.signIn.passkeyRefused"));
        refused.getElement().setAttribute("role", "alert");
        card.add(refused);
    }

    private Button back() {
        Button back = new Button(getTranslation("shell.signIn.back"), _ -> askForPassword());
        back.addThemeVariants(ButtonVariant.TERTIARY);
        return back;
    }

    private boolean isTooLate() {
        return passwordGiven.plus(PATIENCE).isBefore(clock.instant());
    }

    private void enter(Account account) {
        String wanted = sessions.signIn(account);
        getUI().ifPresent(ui -> ui.getPage().setLocation(wanted));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (current.isSignedIn()) {
            event.forwardTo("");
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.signIn.title");
    }
}

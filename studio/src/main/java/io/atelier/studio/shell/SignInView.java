package io.atelier.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.atelier.platform.identity.SignInService;

/** Asks for e-mail address and password. */
@Route(value = "sign-in", autoLayout = false)
@AnonymousAllowed
class SignInView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final CurrentActor current;
    private final LoginForm form = new LoginForm();

    SignInView(CurrentActor current, SignInService signIns) {
        this.current = current;

        addClassName("entrance");
        form.setAction("sign-in");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(texts());

        Div card = new Div(new Brand(getTranslation("shell.product")), form);
        card.addClassName("entrance-card");
        if (!signIns.isAnybodyKnown()) {
            Paragraph hint = new Paragraph(getTranslation("shell.signIn.nobody"));
            hint.addClassName("hint");
            card.add(hint);
        }
        add(card);
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

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (current.isSignedIn()) {
            event.forwardTo("");
            return;
        }
        form.setError(event.getLocation().getQueryParameters().getParameters().containsKey("error"));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.signIn.title");
    }
}

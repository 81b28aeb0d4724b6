package io.atelier.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.atelier.platform.access.LoginAs;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Says on every page that somebody works as another user, and lets them end it. */
final class LoginAsBar extends Div {
    LoginAsBar(CurrentActor current, LoginAs loginAs) {
        setId("login-as-bar");
        addClassName("tools");
        getElement().setAttribute("role", "status");
        String until = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(current.locale())
                .withZone(current.zone())
                .format(loginAs.until());
        Button end = new Button(getTranslation(loginAs.viewOnly() ? "shell.viewAs.end" : "shell.loginAs.end"), _ -> {
            current.endLoginAs();
            getUI().ifPresent(ui -> ui.getPage().setLocation("."));
        });
        end.setId("login-as-end");
        add(
                new Span(getTranslation(
                        loginAs.viewOnly() ? "shell.viewAs.bar" : "shell.loginAs.bar",
                        current.user().name(),
                        until)),
                end);
    }
}

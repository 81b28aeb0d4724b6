package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.people.OwnAccountService;
import io.atelier.platform.people.PasswordService;
import io.atelier.platform.people.UnavailabilityService;
import io.atelier.studio.component.Sections;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.PublicAddress;
import io.atelier.studio.shell.StepUp;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;

/** The person's own account, part by part. */
@Route("account")
@PermitAll
final class AccountView extends Div implements HasDynamicTitle {
    AccountView(
            OwnAccountService accounts,
            PasswordService passwords,
            UnavailabilityService absences,
            UserService users,
            CurrentActor current,
            StepUp stepUp,
            PublicAddress address,
            InstantSource clock) {
        LoginAsService.requireNoView(current.actor());
        addClassNames("page", "door");
        Sections sections = new Sections(getTranslation("personal.title"));
        sections.add(getTranslation("personal.tab.settings"), () -> new SettingsPanel(accounts, current, clock));
        sections.add(
                getTranslation("personal.tab.signIn"),
                () -> new Div(
                        new PasswordPanel(passwords, current),
                        new SecondFactorPanel(accounts, current, stepUp),
                        new PasskeysPanel(accounts, current, stepUp, address)));
        sections.add(getTranslation("personal.tab.sessions"), () -> sessions(accounts, current));
        sections.add(
                getTranslation("personal.tab.absence"),
                () -> new AbsencePanel(absences, users, current, current.actor().user()));
        add(new H1(getTranslation("personal.title")), sections);
    }

    private Div sessions(OwnAccountService accounts, CurrentActor current) {
        SessionsPanel open = new SessionsPanel(
                () -> accounts.sessions(current.actor()),
                current.formats(),
                current.session(),
                session -> accounts.endSession(current.actor(), session));
        Button others = new Button(getTranslation("personal.sessions.endOthers"), _ -> {
            accounts.signOutElsewhere(current.actor(), current.session());
            open.refresh();
            Toast.success(getTranslation("personal.sessions.ended"));
        });
        others.setId("sessions-end-others");
        return new Div(
                new H2(getTranslation("personal.sessions")),
                open,
                others,
                new H2(getTranslation("personal.history")),
                new HistoryPanel(accounts.history(current.actor()), current.formats()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("personal.title");
    }
}

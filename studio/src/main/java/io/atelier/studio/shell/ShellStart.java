package io.atelier.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.atelier.platform.identity.UserService;
import java.io.Serial;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Gives every session its error handler, every page its language and theme, and closes the set-up to others. */
@Component
class ShellStart implements VaadinServiceInitListener {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ObjectProvider<CurrentActor> current;
    private final transient UserService users;
    private final transient UiErrors errors;

    ShellStart(ObjectProvider<CurrentActor> current, UserService users, UiErrors errors) {
        this.current = current;
        this.users = users;
        this.errors = errors;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(errors));
        event.getSource().addUIInitListener(init -> {
            UI ui = init.getUI();
            CurrentActor actor = current.getObject();
            if (actor.isSignedIn()) {
                actor.refresh();
                actor.leaveForgottenView();
                ui.setLocale(actor.locale());
                if (!actor.actor().isViewing()) {
                    FirstSettings.choose(actor, users);
                }
            }
            ThemeChoice.chosen(themeOf(actor)).applyTo(ui);
            ui.addBeforeEnterListener(this::guardSetup);
        });
    }

    private static ThemeChoice themeOf(CurrentActor actor) {
        return actor.isSignedIn() ? ThemeChoice.of(actor.user().formats().theme()) : ThemeChoice.SYSTEM;
    }

    private void guardSetup(BeforeEnterEvent event) {
        CurrentActor actor = current.getObject();
        boolean setup = Routes.isSetup(event.getLocation().getPath());
        if (setup && actor.isSignedIn() && !SetupDoor.isOpen(actor.access(), event.getNavigationTarget())) {
            event.rerouteToError(NotFoundException.class);
        }
    }
}

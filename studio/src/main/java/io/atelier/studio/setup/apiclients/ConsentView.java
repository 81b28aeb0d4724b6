package io.atelier.studio.setup.apiclients;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.atelier.platform.oauth.ConsentAnswer;
import io.atelier.platform.oauth.ConsentRequest;
import io.atelier.platform.oauth.ConsentService;
import io.atelier.platform.oauth.Scope;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.PublicAddress;
import jakarta.annotation.security.PermitAll;
import java.net.URI;

/** Asks a person whether a program may act for them. Says who asks, for what, and where they are sent then. */
@Route(value = "consent", autoLayout = false)
@PermitAll
final class ConsentView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final ConsentService consents;
    private final CurrentActor current;
    private final String issuer;

    ConsentView(ConsentService consents, CurrentActor current, PublicAddress address) {
        this.consents = consents;
        this.current = current;
        this.issuer = address.get();
        addClassNames("page", "door");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        switch (consents.check(event.getLocation().getQueryParameters().getParameters(), issuer)) {
            case ConsentAnswer.Ask(ConsentRequest request)
            when consents.isKnown(current.actor(), request) -> ask(request);
            case ConsentAnswer.Ask _, ConsentAnswer.Unknown _, ConsentAnswer.SendBack _ ->
                add(new H1(getTranslation("consent.title")), new Paragraph(getTranslation("consent.unknown")));
        }
    }

    private void ask(ConsentRequest request) {
        UnorderedList scopes = new UnorderedList();
        request.scopes().stream().map(Scope::text).map(ListItem::new).forEach(scopes::add);
        Button allow = new Button(
                getTranslation("consent.allow"), _ -> leave(consents.approve(current.actor(), request, issuer)));
        allow.addThemeVariants(ButtonVariant.PRIMARY);
        allow.setId("consent-allow");
        Button deny = new Button(getTranslation("consent.deny"), _ -> leave(consents.deny(request, issuer)));
        deny.setId("consent-deny");
        Div buttons = new Div(deny, allow);
        buttons.addClassName("tools");
        add(
                new H1(getTranslation("consent.question", request.clientName())),
                new Paragraph(getTranslation("consent.as", current.user().name())),
                scopes,
                new Paragraph(getTranslation(
                        "consent.goes", URI.create(request.redirectUri()).getHost())),
                buttons);
    }

    private static void leave(String location) {
        UI.getCurrent().getPage().setLocation(location);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("consent.title");
    }
}

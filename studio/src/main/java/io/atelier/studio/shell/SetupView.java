package io.atelier.studio.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.menu.MenuEntry;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.Map;

/** The set-up's first page: everything that shapes the organization, by group. */
@Route(Routes.SETUP)
@Menu(title = "shell.setup.overview", order = 0, icon = "vaadin:dashboard")
@PermitAll
class SetupView extends Div implements HasDynamicTitle {

    SetupView(Navigation navigation) {
        addClassNames("page", "setup");
        Paragraph intro = new Paragraph(getTranslation("shell.setup.intro"));
        intro.addClassName("hint");
        add(new H1(getTranslation("shell.setup.title")), intro);
        Map<Integer, Div> groups = new LinkedHashMap<>();
        navigation.setupEntries().stream()
                .filter(entry -> !entry.path().endsWith(Routes.SETUP))
                .forEach(entry -> groups.computeIfAbsent(
                                Navigation.group(entry), group -> group(navigation.groupTitle(group)))
                        .add(link(navigation, entry)));
    }

    private Div group(String title) {
        Div links = new Div();
        links.addClassName("setup-links");
        add(new H2(title), links);
        return links;
    }

    private static Anchor link(Navigation navigation, MenuEntry entry) {
        Anchor anchor = new Anchor(Navigation.withoutSlash(entry.path()), navigation.title(entry));
        anchor.getElement().setAttribute("router-link", true);
        anchor.addClassName("tile");
        return anchor;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("shell.setup.title");
    }
}

package io.atelier.studio.shell;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import io.atelier.platform.org.Notice;
import io.atelier.studio.component.ModuleIcon;
import jakarta.annotation.security.PermitAll;

/** The frame of every view: the workspace's or the set-up's navigation at the side, the person's menu on top. */
@Layout
@PermitAll
class MainLayout extends AppLayout implements AfterNavigationObserver {
    private final Navigation navigation;
    private final SideNav nav = new SideNav();
    private final Div navigations = new Div(nav);
    private final Div footer = new Div();
    private final Span title = new Span();
    private boolean inSetup;

    MainLayout(Navigation navigation, CurrentActor current, UserMenu userMenu, UiNotices notices) {
        this.navigation = navigation;

        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("shell.frame.toggle"));
        navigations.addClassName("drawer-navigation");
        footer.addClassName("drawer-footer");
        title.addClassName("bar-title");
        userMenu.addClassName("bar-end");

        notices.listen(this, current.actor().org(), Notice.Topic.MODEL, _ -> showNavigation());
        notices.listen(this, current.actor().org(), Notice.Topic.ACCESS, _ -> showNavigation());

        setPrimarySection(Section.DRAWER);
        Anchor home = new Anchor("", new Brand(getTranslation("shell.product")));
        home.getElement().setAttribute("router-link", true);
        home.addClassName("drawer-home");
        Scroller scroller = new Scroller(navigations);
        addToDrawer(home, scroller, footer);
        addToNavbar(toggle, title);
        current.loginAs().ifPresent(loginAs -> addToNavbar(new LoginAsBar(current, loginAs)));
        addToNavbar(userMenu);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        boolean nowInSetup = Routes.isSetup(event.getLocation().getPath());
        if (nowInSetup != inSetup || !nav.getChildren().findAny().isPresent() && navigations.getComponentCount() < 2) {
            inSetup = nowInSetup;
            showNavigation();
        }
        title.setText(getTranslation(inSetup ? "shell.setup.title" : "shell.workspace.title"));
    }

    private void showNavigation() {
        navigations.removeAll();
        footer.removeAll();
        if (inSetup) {
            navigation.setupGroups().forEach(navigations::add);
            footer.add(link("", "shell.setup.back", VaadinIcon.ARROW_LEFT));
        } else {
            nav.removeAll();
            nav.getElement().setAttribute("aria-label", getTranslation("shell.frame.navigation"));
            navigation.workspace().forEach(nav::addItem);
            navigations.add(nav);
            if (navigation.isSetupOpen()) {
                footer.add(link(Routes.SETUP, "shell.setup.title", VaadinIcon.COG_O));
            }
        }
        footer.setVisible(footer.getComponentCount() > 0);
    }

    private Anchor link(String href, String key, VaadinIcon icon) {
        Anchor anchor = new Anchor(href, ModuleIcon.decorative(icon), new Span(getTranslation(key)));
        anchor.getElement().setAttribute("router-link", true);
        anchor.addClassName("drawer-link");
        return anchor;
    }
}

package io.atelier.studio.shell;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.studio.component.ModuleIcon;
import java.util.Locale;

/** The person's own menu: language, theme, leaving. */
@SpringComponent
@UIScope
class UserMenu extends MenuBar {
    private final CurrentActor current;
    private final UserService users;

    UserMenu(CurrentActor current, UserService users, AuthenticationContext authentication) {
        this.current = current;
        this.users = users;
        User user = current.user();
        addThemeVariants(MenuBarVariant.TERTIARY, MenuBarVariant.ALIGN_END);

        Span name = new Span(user.name());
        name.addClassName("user-name");
        MenuItem root = addItem(ModuleIcon.decorative(VaadinIcon.USER));
        root.add(name);
        root.setAriaLabel(getTranslation("shell.user.menu", user.name()));
        SubMenu menu = root.getSubMenu();
        menu.addItem(getTranslation("personal.title"), _ -> getUI().ifPresent(ui -> ui.navigate("account")))
                .setId("open-account");
        addLanguages(menu.addItem(getTranslation("shell.user.language")).getSubMenu());
        addThemes(menu.addItem(getTranslation("shell.user.theme")).getSubMenu());
        menu.addSeparator();
        menu.addItem(getTranslation("shell.user.signOut"), _ -> authentication.logout())
                .setId("sign-out");
    }

    private void addLanguages(SubMenu menu) {
        for (Locale locale : Translations.LOCALES) {
            String language = getTranslation("shell.language." + locale.getLanguage());
            MenuItem item = menu.addItem(language, _ -> change(locale));
            item.setCheckable(true);
            item.setChecked(locale.getLanguage().equals(current.locale().getLanguage()));
        }
    }

    private void change(Locale locale) {
        users.changeLanguage(current.actor().org(), current.actor().user(), locale);
        current.refresh();
        getUI().ifPresent(ui -> ui.getPage().reload());
    }

    private void addThemes(SubMenu menu) {
        ThemeChoice chosen = ThemeChoice.chosen();
        for (ThemeChoice choice : ThemeChoice.values()) {
            MenuItem item = menu.addItem(
                    getTranslation("shell.theme." + choice.cookieValue()), _ -> getUI().ifPresent(choice::chooseIn));
            item.setCheckable(true);
            item.setChecked(choice == chosen);
        }
    }
}

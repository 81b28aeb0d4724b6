package io.atelier.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.ModuleIcon;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the actor can go to: modules, and the pages of the set-up. */
@SpringComponent
@VaadinSessionScope
class Navigation {
    /** Hundreds of a menu entry's order are its group. */
    private static final int GROUP_SIZE = 100;

    private final CurrentActor current;
    private final MetadataService metadata;
    private final Translations texts;
    private List<MenuEntry> known = List.of();

    Navigation(CurrentActor current, MetadataService metadata, Translations texts) {
        this.current = current;
        this.metadata = metadata;
        this.texts = texts;
    }

    /** Returns the modules in the navigation that the actor may read, in the order of the model. */
    List<ModuleDef> modules() {
        Access access = current.access();
        return metadata.model(current.actor().org()).modules().stream()
                .filter(module -> !module.head().hidden() && access.may(module, Verb.READ))
                .toList();
    }

    List<SideNavItem> workspace() {
        List<SideNavItem> items =
                new ArrayList<>(modules().stream().map(this::item).toList());
        SideNavItem dashboards = new SideNavItem(
                texts.getTranslation("dashboard.title", current.locale()), "dashboards", ModuleIcon.of("dashboard"));
        dashboards.setMatchNested(true);
        items.addFirst(dashboards);
        return items;
    }

    private SideNavItem item(ModuleDef module) {
        SideNavItem item = new SideNavItem(
                module.plural().in(current.locale()), Routes.list(module.apiName()), ModuleIcon.of(module.icon()));
        item.setMatchNested(true);
        return item;
    }

    boolean isSetupOpen() {
        return current.access().has(Permission.SETUP);
    }

    /** Returns the entries of the set-up, by the group that the hundreds of their order name. */
    List<SideNav> setupGroups() {
        return setupEntries().stream()
                .collect(Collectors.groupingBy(Navigation::group, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> sideNav(group.getKey(), group.getValue()))
                .toList();
    }

    List<MenuEntry> setupEntries() {
        if (!isSetupOpen()) {
            return List.of();
        }
        // Vaadin tells the entries within a request only, and a notice that redraws the navigation comes without one.
        if (VaadinRequest.getCurrent() != null) {
            known = MenuConfiguration.getMenuEntries().stream()
                    .filter(entry -> Routes.isSetup(withoutSlash(entry.path())))
                    .sorted(Comparator.comparing(MenuEntry::order, Comparator.nullsLast(Comparator.naturalOrder())))
                    .toList();
        }
        Access access = current.access();
        return known.stream()
                .filter(entry -> SetupDoor.isOpen(access, entry.menuClass()))
                .toList();
    }

    static int group(MenuEntry entry) {
        return entry.order() == null ? GROUP_SIZE : (int) (entry.order() / GROUP_SIZE) * GROUP_SIZE;
    }

    String title(MenuEntry entry) {
        return texts.getTranslation(entry.title(), locale());
    }

    String groupTitle(int group) {
        return texts.getTranslation("shell.setup.group." + group, locale());
    }

    static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private SideNav sideNav(int group, List<MenuEntry> entries) {
        SideNav nav = new SideNav(groupTitle(group));
        entries.forEach(entry -> {
            SideNavItem item = new SideNavItem(title(entry), withoutSlash(entry.path()), icon(entry));
            item.setMatchNested(!withoutSlash(entry.path()).equals(Routes.SETUP));
            nav.addItem(item);
        });
        return nav;
    }

    private static Icon icon(MenuEntry entry) {
        String name = entry.icon() == null ? "" : entry.icon();
        return ModuleIcon.of(name.startsWith("vaadin:") ? name.substring("vaadin:".length()) : name);
    }

    private Locale locale() {
        UI ui = UI.getCurrent();
        return ui == null ? current.locale() : ui.getLocale();
    }
}

package io.atelier.studio.setup.territories;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.Territory;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.TerritoryService;
import io.atelier.studio.component.HierarchyGrid;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.RowMenu;
import io.atelier.studio.component.SuccessorDialog;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Principals;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** The tree of territories. */
@Route("setup/territories")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "territory.title", order = 170, icon = "vaadin:globe")
@PermitAll
final class TerritoriesView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final Principals principals;
    private final TerritoryService territories;
    private final HierarchyGrid<Territory> tree =
            new HierarchyGrid<>(Territory::id, territory -> territory.data().parent());

    TerritoriesView(Workspace workspace, Principals principals, TerritoryService territories) {
        this.workspace = workspace;
        this.principals = principals;
        this.territories = territories;
        workspace.access().require(Permission.MANAGE_SECURITY);
        addClassName("page");
        Button create = new Button(
                getTranslation("territory.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> UI.getCurrent().navigate(TerritoryView.address(TerritoryView.NEW)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("territory-create");
        Div header = new Div(new H1(getTranslation("territory.title")), create);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("territory.hint"));
        hint.addClassName("hint");
        configureTree();
        add(header, hint, tree);
        refresh();
    }

    private void configureTree() {
        tree.setId("territories");
        tree.setEmptyStateText(getTranslation("territory.empty"));
        tree.getElement().setAttribute("aria-label", getTranslation("territory.title"));
        tree.addComponentHierarchyColumn(territory -> {
                    Anchor link = new Anchor(
                            TerritoryView.address(Long.toString(territory.id())),
                            territory.data().name());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("territory.name"))
                .setFlexGrow(3)
                .setSortable(false);
        tree.addColumn(territory -> territory
                        .data()
                        .manager()
                        .map(user -> principals.name(new Principal(Principal.Kind.USER, user.value())))
                        .orElse(""))
                .setHeader(getTranslation("territory.manager"));
        tree.addColumn(territory -> territory.data().users().size()).setHeader(getTranslation("territory.people"));
        tree.addColumn(territory -> principals.level(territory.data().access()))
                .setHeader(getTranslation("share.level"));
        tree.addComponentColumn(this::menu).setWidth("4rem").setFlexGrow(0);
        tree.onMove((territory, target) -> move(territory, OptionalLong.of(target.id())));
    }

    private RowMenu menu(Territory territory) {
        RowMenu menu =
                new RowMenu(getTranslation("territory.menu", territory.data().name()));
        menu.addItem(
                getTranslation("territory.below"),
                () -> UI.getCurrent()
                        .navigate(
                                TerritoryView.address(TerritoryView.NEW),
                                QueryParameters.of(TerritoryView.PARENT, Long.toString(territory.id()))));
        if (territory.data().parent().isPresent()) {
            menu.addItem(getTranslation("territory.up"), () -> raise(territory));
        }
        menu.addItem(getTranslation("territory.delete"), () -> delete(territory));
        return menu;
    }

    private void raise(Territory territory) {
        long parent = territory.data().parent().orElseThrow();
        move(
                territory,
                territories.all(workspace.actor().org()).stream()
                        .filter(each -> each.id() == parent)
                        .findFirst()
                        .map(each -> each.data().parent())
                        .orElseGet(OptionalLong::empty));
    }

    private void move(Territory territory, OptionalLong parent) {
        TerritoryData data = territory.data();
        TerritoryData moved = new TerritoryData(
                data.name(), data.description(), parent, data.manager(), data.users(), data.access(), data.criteria());
        if (Attempt.of(workspace, () -> territories.change(workspace.actor(), territory.id(), moved))) {
            Toast.success(getTranslation("territory.moved", data.name()));
            refresh();
        }
    }

    private void delete(Territory territory) {
        List<Territory> others =
                sorted().stream().filter(other -> other.id() != territory.id()).toList();
        new SuccessorDialog<>(
                        new SuccessorDialog.Texts(
                                getTranslation(
                                        "territory.delete.title",
                                        territory.data().name()),
                                getTranslation("territory.delete.text"),
                                getTranslation("territory.delete.successor"),
                                getTranslation("record.problem.mandatory"),
                                getTranslation("territory.delete"),
                                getTranslation("record.dialog.cancel")),
                        others,
                        other -> other.data().name(),
                        successor -> {
                            if (Attempt.of(
                                    workspace,
                                    () -> territories.delete(workspace.actor(), territory.id(), successor.id()))) {
                                refresh();
                            }
                        })
                .open();
    }

    private List<Territory> sorted() {
        return territories.all(workspace.actor().org()).stream()
                .sorted(Comparator.comparing(each -> each.data().name(), String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private void refresh() {
        tree.show(sorted());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("territory.title");
    }
}

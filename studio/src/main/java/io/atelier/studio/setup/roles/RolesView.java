package io.atelier.studio.setup.roles;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.identity.UserService;
import io.atelier.studio.component.HierarchyGrid;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.RowMenu;
import io.atelier.studio.component.SuccessorDialog;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The role tree, and the people of the role that is chosen. */
@Route("setup/roles")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "role.title", order = 140, icon = "vaadin:file-tree")
@PermitAll
final class RolesView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final RoleService roles;
    private final ChangePreviews previews;
    private final UserService users;
    private final HierarchyGrid<Role> tree = new HierarchyGrid<>(Role::id, Role::parent);
    private final Div people = new Div();
    private final Button first;
    private Map<Long, Long> counts = Map.of();

    RolesView(Workspace workspace, RoleService roles, UserService users, ChangePreviews previews) {
        this.previews = previews;
        this.workspace = workspace;
        this.roles = roles;
        this.users = users;
        workspace.access().require(Permission.MANAGE_SECURITY);
        addClassName("page");
        first = new Button(
                getTranslation("role.first"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> open(Optional.empty(), Optional.empty()));
        first.setId("role-first");
        first.addThemeVariants(ButtonVariant.PRIMARY);
        Div header = new Div(new H1(getTranslation("role.title")), first);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("role.hint"));
        hint.addClassName("hint");
        configureTree();
        Div body = new Div(tree, people);
        body.addClassName("tree-body");
        add(header, hint, body);
        refresh();
    }

    private void configureTree() {
        tree.setId("roles");
        tree.setEmptyStateText(getTranslation("role.empty"));
        tree.getElement().setAttribute("aria-label", getTranslation("role.title"));
        tree.addHierarchyColumn(Role::name)
                .setHeader(getTranslation("role.name"))
                .setFlexGrow(3)
                .setSortable(false);
        tree.addColumn(role -> counts.getOrDefault(role.id(), 0L)).setHeader(getTranslation("role.people"));
        tree.addColumn(role -> getTranslation(role.data().peers() ? "role.peers.yes" : "role.peers.no"))
                .setHeader(getTranslation("role.peers.short"));
        tree.addComponentColumn(this::menu).setWidth("4rem").setFlexGrow(0);
        tree.asSingleSelect().addValueChangeListener(event -> showPeople(Optional.ofNullable(event.getValue())));
        tree.onMove((role, target) -> move(role, target.id()));
    }

    private RowMenu menu(Role role) {
        RowMenu menu = new RowMenu(getTranslation("role.menu", role.name()));
        menu.addItem(getTranslation("role.below"), () -> open(Optional.empty(), Optional.of(role)));
        menu.addItem(getTranslation("role.edit"), () -> open(Optional.of(role), above(role)));
        if (role.parent().isPresent()) {
            menu.addItem(getTranslation("role.up"), () -> raise(role))
                    .setEnabled(grandparent(role).isPresent());
            menu.addItem(getTranslation("role.delete"), () -> delete(role));
        }
        return menu;
    }

    private Optional<Role> above(Role role) {
        return role.parent().isPresent() ? find(role.parent().getAsLong()) : Optional.empty();
    }

    private Optional<Role> grandparent(Role role) {
        return above(role).flatMap(this::above);
    }

    private Optional<Role> find(long id) {
        return roles.find(workspace.actor().org(), id);
    }

    private void open(Optional<Role> edited, Optional<Role> above) {
        new RoleDialog(workspace, roles, previews, edited, above, this::refresh).open();
    }

    private void raise(Role role) {
        grandparent(role).ifPresent(target -> move(role, target.id()));
    }

    private void move(Role role, long parent) {
        RoleData data = role.data();
        RoleData moved = new RoleData(data.name(), data.description(), OptionalLong.of(parent), data.peers());
        previews.ask(new SharingChange.OfRole(new Role(role.id(), moved)), () -> {
            if (Attempt.of(workspace, () -> roles.change(workspace.actor(), role.id(), moved))) {
                Toast.success(getTranslation(
                        "role.moved", role.name(), find(parent).map(Role::name).orElse("")));
                refresh();
            }
        });
    }

    private void delete(Role role) {
        List<Role> others = roles.all(workspace.actor().org()).stream()
                .filter(other -> other.id() != role.id())
                .toList();
        new SuccessorDialog<>(
                        new SuccessorDialog.Texts(
                                getTranslation("role.delete.title", role.name()),
                                getTranslation("role.delete.text"),
                                getTranslation("role.delete.successor"),
                                getTranslation("record.problem.mandatory"),
                                getTranslation("role.delete"),
                                getTranslation("record.dialog.cancel")),
                        others,
                        Role::name,
                        successor -> {
                            if (Attempt.of(
                                    workspace, () -> roles.delete(workspace.actor(), role.id(), successor.id()))) {
                                refresh();
                            }
                        })
                .open();
    }

    private void refresh() {
        Optional<Long> chosen = tree.asSingleSelect().getOptionalValue().map(Role::id);
        List<Role> all = roles.all(workspace.actor().org());
        counts = roles.ofUsers(workspace.actor().org()).values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        first.setVisible(all.isEmpty());
        tree.show(all);
        Optional<Role> still = chosen.flatMap(this::find);
        still.ifPresent(tree::select);
        showPeople(still);
    }

    private void showPeople(Optional<Role> role) {
        people.removeAll();
        role.ifPresent(chosen -> people.add(new RolePeople(workspace, roles, users, chosen, this::refresh)));
        if (role.isEmpty()) {
            Paragraph hint = new Paragraph(getTranslation("role.people.choose"));
            hint.addClassName("hint");
            people.add(hint);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("role.title");
    }
}

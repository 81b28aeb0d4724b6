package io.atelier.studio.setup.roles;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Map;

/** The people of one role; who manages users puts others into it. */
final class RolePeople extends Section {

    RolePeople(Workspace workspace, RoleService roles, UserService users, Role role, Runnable changed) {
        OrgId org = workspace.actor().org();
        Map<UserId, Long> places = roles.ofUsers(org);
        List<User> here = users.all(org).stream()
                .filter(user -> Long.valueOf(role.id()).equals(places.get(user.id())))
                .toList();
        addClassNames("card", "form-card");
        setId("role-people");
        add(new H2(workspace.text("role.people.of", role.name())));
        Grid<User> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setEmptyStateText(workspace.text("role.people.none"));
        grid.getElement().setAttribute("aria-label", workspace.text("role.people.of", role.name()));
        grid.addColumn(User::name).setHeader(workspace.text("role.person"));
        grid.addColumn(user -> workspace.text(user.active() ? "role.person.active" : "role.person.inactive"))
                .setHeader(workspace.text("role.person.state"));
        GridRows.show(grid, here);
        add(grid);
        if (workspace.access().has(Permission.MANAGE_USERS)) {
            add(adder(workspace, roles, role, others(users.all(org), here), changed));
        }
    }

    private static List<User> others(List<User> all, List<User> here) {
        return all.stream()
                .filter(User::active)
                .filter(user -> here.stream().noneMatch(member -> member.id().equals(user.id())))
                .toList();
    }

    private static Div adder(Workspace workspace, RoleService roles, Role role, List<User> others, Runnable changed) {
        ComboBox<User> person = new ComboBox<>(workspace.text("role.people.add"));
        person.setId("role-person");
        person.setItems(others);
        person.setItemLabelGenerator(User::name);
        person.setHelperText(workspace.text("role.people.add.hint"));
        Button put = new Button(
                workspace.text("role.people.put"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> person.getOptionalValue().ifPresent(user -> {
                    roles.assign(workspace.actor(), user.id(), role.id());
                    changed.run();
                }));
        put.setId("role-person-add");
        Div row = new Div(person, put);
        row.addClassName("share-row");
        return row;
    }
}

package io.atelier.studio.setup.groups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.GroupService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.UserGroup;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Principals;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;

/** All groups. */
@Route("setup/groups")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "group.title", order = 150, icon = "vaadin:group")
@PermitAll
final class GroupsView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final Principals principals;
    private final GroupService groups;
    private final Grid<UserGroup> grid = new Grid<>();

    GroupsView(Workspace workspace, Principals principals, GroupService groups) {
        this.workspace = workspace;
        this.principals = principals;
        this.groups = groups;
        workspace.access().require(Permission.MANAGE_SECURITY);
        addClassName("page");
        Button create = new Button(
                getTranslation("group.create"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> open(Optional.empty()));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("group-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("group.title")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("group.hint"));
        hint.addClassName("hint");
        configureGrid();
        add(header, hint, grid);
        refresh();
    }

    private void configureGrid() {
        grid.setId("groups");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setEmptyStateText(getTranslation("group.empty"));
        grid.getElement().setAttribute("aria-label", getTranslation("group.title"));
        grid.addColumn(group -> group.data().name()).setHeader(getTranslation("group.name"));
        grid.addColumn(group -> group.data().description())
                .setHeader(getTranslation("group.description"))
                .setFlexGrow(2);
        grid.addColumn(group -> group.data().members().size()).setHeader(getTranslation("group.members"));
        grid.addComponentColumn(this::tools).setWidth("14rem").setFlexGrow(0);
    }

    private Div tools(UserGroup group) {
        String name = group.data().name();
        Button edit = new Button(getTranslation("record.edit"), _ -> open(Optional.of(group)));
        edit.setAriaLabel(getTranslation("group.edit") + ": " + name);
        edit.addThemeVariants(ButtonVariant.TERTIARY);
        Button delete = new Button(
                getTranslation("group.delete"),
                _ -> Confirmation.ask(
                        getTranslation("group.delete.title", name),
                        getTranslation("group.delete.text"),
                        getTranslation("group.delete"),
                        getTranslation("record.dialog.cancel"),
                        () -> {
                            groups.delete(workspace.actor(), group.id());
                            refresh();
                        }));
        delete.setAriaLabel(getTranslation("group.delete") + ": " + name);
        delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div tools = new Div(edit, delete);
        tools.addClassName("row-tools");
        return tools;
    }

    private void open(Optional<UserGroup> group) {
        new GroupDialog(workspace, principals, groups, group, this::refresh).open();
    }

    private void refresh() {
        GridRows.show(grid, groups.all(workspace.actor().org()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("group.title");
    }
}

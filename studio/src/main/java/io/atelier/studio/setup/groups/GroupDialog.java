package io.atelier.studio.setup.groups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.access.GroupService;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.UserGroup;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.PrincipalPicker;
import io.atelier.studio.workspace.share.Principals;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes or edits a group and its members; stays open until it is good. */
final class GroupDialog extends Dialog {
    private final Workspace workspace;
    private final Principals principals;
    private final TextField name = new TextField();
    private final TextArea description = new TextArea();
    private final SortedSet<Principal> members = new TreeSet<>();
    private final Grid<Principal> grid = new Grid<>();

    GroupDialog(
            Workspace workspace,
            Principals principals,
            GroupService groups,
            Optional<UserGroup> edited,
            Runnable saved) {
        this.workspace = workspace;
        this.principals = principals;
        setHeaderTitle(workspace.text(edited.isPresent() ? "group.edit" : "group.create"));
        setWidth("min(44rem, 96vw)");
        setCloseOnOutsideClick(false);
        name.setId("group-name");
        name.setLabel(workspace.text("group.name"));
        name.setMaxLength(GroupData.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        description.setLabel(workspace.text("group.description"));
        description.setMaxLength(RoleData.MAX_DESCRIPTION);
        edited.map(UserGroup::data).ifPresent(data -> {
            name.setValue(data.name());
            description.setValue(data.description());
            members.addAll(data.members());
        });
        configureGrid();
        Div fields = new Div(name, description);
        fields.addClassName("dialog-fields");
        add(fields, new H3(workspace.text("group.members")), adder(), grid);
        Button done = new Button(workspace.text("record.dialog.save"), _ -> {
            GroupData data = new GroupData(
                    name.getValue().strip(), description.getValue().strip(), members);
            boolean good = Attempt.of(
                    workspace,
                    name,
                    () -> edited.ifPresentOrElse(
                            group -> groups.change(workspace.actor(), group.id(), data),
                            () -> groups.create(workspace.actor(), data)));
            if (good) {
                close();
                saved.run();
            }
        });
        done.setId("group-done");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
        refresh();
    }

    private Div adder() {
        PrincipalPicker picker =
                new PrincipalPicker("group-member", principals, workspace, Arrays.asList(Principal.Kind.values()));
        Button add = new Button(
                workspace.text("group.member.add"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> picker.require().ifPresent(member -> {
                    members.add(member);
                    picker.clear();
                    refresh();
                }));
        add.setId("group-member-add");
        Div row = new Div(picker, add);
        row.addClassName("share-row");
        return row;
    }

    private void configureGrid() {
        grid.setId("group-members");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setHeight("16rem");
        grid.setEmptyStateText(workspace.text("group.members.none"));
        grid.getElement().setAttribute("aria-label", workspace.text("group.members"));
        grid.addColumn(principals::text).setHeader(workspace.text("share.who"));
        grid.addComponentColumn(member -> {
                    Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
                        members.remove(member);
                        refresh();
                    });
                    remove.setAriaLabel(workspace.text("group.member.remove", principals.text(member)));
                    remove.addThemeVariants(ButtonVariant.TERTIARY);
                    return remove;
                })
                .setWidth("4rem")
                .setFlexGrow(0);
    }

    private void refresh() {
        grid.setItems(members);
    }
}

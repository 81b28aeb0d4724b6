package io.atelier.studio.setup.roles;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.access.SharingChange;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes or edits a role; stays open until it is good. */
final class RoleDialog extends Dialog {
    private final TextField name = new TextField();
    private final TextArea description = new TextArea();
    private final ComboBox<Role> parent = new ComboBox<>();
    private final Checkbox peers = new Checkbox();

    /**
     * Takes the role, or nothing for a new one.
     *
     * @param above whom it reports to at first; empty for the one above all others
     */
    RoleDialog(
            Workspace workspace,
            RoleService roles,
            ChangePreviews previews,
            Optional<Role> edited,
            Optional<Role> above,
            Runnable saved) {
        setHeaderTitle(workspace.text(edited.isPresent() ? "role.edit" : "role.create"));
        setWidth("min(30rem, 96vw)");
        name.setId("role-name");
        name.setLabel(workspace.text("role.name"));
        name.setMaxLength(RoleData.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        description.setLabel(workspace.text("role.description"));
        description.setMaxLength(RoleData.MAX_DESCRIPTION);
        parent.setId("role-parent");
        parent.setLabel(workspace.text("role.parent"));
        parent.setItems(roles.all(workspace.actor().org()).stream()
                .filter(role -> edited.isEmpty() || role.id() != edited.get().id())
                .toList());
        parent.setItemLabelGenerator(Role::name);
        parent.setVisible(above.isPresent());
        above.ifPresent(parent::setValue);
        peers.setId("role-peers");
        peers.setLabel(workspace.text("role.peers"));
        peers.setHelperText(workspace.text("role.peers.hint"));
        edited.ifPresent(role -> {
            name.setValue(role.name());
            description.setValue(role.data().description());
            peers.setValue(role.data().peers());
        });
        Div fields = new Div(name, parent, peers, description);
        fields.addClassName("dialog-fields");
        add(fields);
        Button done = new Button(workspace.text("record.dialog.save"), _ -> {
            RoleData data = data();
            Runnable save = () -> {
                boolean good = Attempt.of(
                        workspace,
                        name,
                        () -> edited.ifPresentOrElse(
                                role -> roles.change(workspace.actor(), role.id(), data),
                                () -> roles.create(workspace.actor(), data)));
                if (good) {
                    close();
                    saved.run();
                }
            };
            // Nobody has a role that is not there yet.
            edited.ifPresentOrElse(
                    role -> previews.ask(new SharingChange.OfRole(new Role(role.id(), data)), save), save);
        });
        done.setId("role-done");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
    }

    private RoleData data() {
        OptionalLong reportsTo = parent.getOptionalValue()
                .map(role -> OptionalLong.of(role.id()))
                .orElseGet(OptionalLong::empty);
        return new RoleData(name.getValue().strip(), description.getValue().strip(), reportsTo, peers.getValue());
    }
}

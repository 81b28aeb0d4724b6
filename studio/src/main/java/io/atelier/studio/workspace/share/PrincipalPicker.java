package io.atelier.studio.workspace.share;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.access.Principal;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Principals.Named;
import java.util.List;
import java.util.Optional;

/** Chooses a kind, then one of it: a person, a role, a group, a territory. Kinds of which there is none are left out. */
public final class PrincipalPicker extends Div {
    private final Principals principals;
    private final String missing;
    private final ComboBox<Principal.Kind> kind = new ComboBox<>();
    private final ComboBox<Named> chosen = new ComboBox<>();

    /**
     * Takes the kinds that are offered.
     *
     * @param id begins the ids of both fields
     */
    public PrincipalPicker(String id, Principals principals, Workspace workspace, List<Principal.Kind> kinds) {
        this.principals = principals;
        this.missing = workspace.text("record.problem.mandatory");
        addClassName("principal-picker");
        List<Principal.Kind> offered =
                kinds.stream().filter(each -> !principals.all(each).isEmpty()).toList();
        kind.setId(id + "-kind");
        kind.setLabel(workspace.text("share.kind"));
        kind.setItems(offered);
        kind.setItemLabelGenerator(principals::kind);
        kind.addValueChangeListener(change -> offer(change.getValue()));
        chosen.setId(id);
        chosen.setLabel(workspace.text("share.who"));
        chosen.setItemLabelGenerator(Named::name);
        chosen.setRequiredIndicatorVisible(true);
        offered.stream().findFirst().ifPresent(kind::setValue);
        add(kind, chosen);
    }

    private void offer(Principal.Kind wanted) {
        chosen.setItems(wanted == null ? List.of() : principals.all(wanted));
    }

    public void setPrincipal(Principal principal) {
        kind.setValue(principal.kind());
        chosen.setValue(new Named(principal, principals.name(principal)));
    }

    public void clear() {
        chosen.clear();
        chosen.setInvalid(false);
    }

    /** Returns what is chosen, or nothing and marks the field. */
    public Optional<Principal> require() {
        chosen.setErrorMessage(missing);
        chosen.setInvalid(chosen.isEmpty());
        return chosen.getOptionalValue().map(Named::principal);
    }
}

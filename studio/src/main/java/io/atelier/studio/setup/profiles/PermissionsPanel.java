package io.atelier.studio.setup.profiles;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.atelier.platform.access.Permission;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The permissions beyond the modules, by section. What comes or goes with a permission is said. */
final class PermissionsPanel extends Div {
    private final Workspace workspace;
    private final ProfileDraft draft;
    private final Map<Permission, Checkbox> boxes = new EnumMap<>(Permission.class);
    private final Span told = new Span();

    PermissionsPanel(Workspace workspace, ProfileDraft draft, boolean editable) {
        this.workspace = workspace;
        this.draft = draft;
        addClassName("permissions");
        told.setId("permission-told");
        told.addClassName("rights-told");
        told.getElement().setAttribute("role", "status");
        add(told);
        for (Permission.Section section : Permission.Section.values()) {
            Section card = new Section(new H2(workspace.text("profile.section." + key(section))));
            card.addClassName("card");
            Arrays.stream(Permission.values())
                    .filter(permission -> permission.section() == section)
                    .forEach(permission -> card.add(box(permission, editable)));
            add(card);
        }
    }

    private Checkbox box(Permission permission, boolean editable) {
        Checkbox box = new Checkbox(name(permission), draft.has(permission));
        box.setId("permission-" + key(permission));
        boolean own = workspace.access().has(permission);
        box.setEnabled(editable && own);
        if (!own) {
            box.setHelperText(workspace.text("profile.permission.lacking"));
        } else {
            permission
                    .needed()
                    .ifPresent(needed -> box.setHelperText(workspace.text("profile.permission.needs", name(needed))));
        }
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                toggle(permission, change.getValue());
            }
        });
        boxes.put(permission, box);
        return box;
    }

    private void toggle(Permission permission, boolean granted) {
        Set<Permission> also = granted ? draft.grant(permission) : draft.revoke(permission);
        boxes.forEach((each, box) -> box.setValue(draft.has(each)));
        String key = granted ? "profile.permission.granted" : "profile.permission.revoked";
        told.setText(also.isEmpty() ? "" : workspace.text(key, name(permission), names(also)));
    }

    private String names(Collection<Permission> permissions) {
        return permissions.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(Permission permission) {
        return workspace.text("profile.permission." + key(permission));
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

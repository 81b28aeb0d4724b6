package io.atelier.studio.component;

import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Arrays;
import java.util.Locale;

/** Icons by the name that a module's definition has. */
public final class ModuleIcon {
    private ModuleIcon() {}

    /** Returns the icon of that name in the Vaadin set, such as {@code user-card}, or a plain one. */
    public static Icon of(String name) {
        String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
        VaadinIcon icon = Arrays.stream(VaadinIcon.values())
                .filter(candidate -> candidate.name().equals(constant))
                .findFirst()
                .orElse(VaadinIcon.CUBE);
        return decorative(icon);
    }

    /** Returns an icon that screen readers pass over, as a text says the same. */
    public static Icon decorative(VaadinIcon icon) {
        Icon created = icon.create();
        created.getElement().setAttribute("aria-hidden", "true");
        return created;
    }
}

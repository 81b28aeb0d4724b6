package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.icon.VaadinIcon;

/** What can be done with one row of a grid, behind one small button. */
public final class RowMenu extends Button {
    private final ContextMenu menu = new ContextMenu(this);

    /** Takes the translated name of the menu, which screen readers speak. */
    public RowMenu(String name) {
        super(ModuleIcon.decorative(VaadinIcon.ELLIPSIS_DOTS_V));
        setAriaLabel(name);
        getElement().setAttribute("aria-haspopup", "menu");
        addThemeVariants(ButtonVariant.TERTIARY);
        menu.setOpenOnClick(true);
    }

    public MenuItem addItem(String text, Runnable action) {
        return menu.addItem(text, _ -> action.run());
    }
}

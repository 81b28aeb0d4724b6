package io.atelier.studio.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows one of several blocks of a page at a time; the others keep what was entered. */
public final class ViewSwitch extends Div {
    private final Div buttons = new Div();
    private final Map<Button, Component> views = new LinkedHashMap<>();

    /** Takes the translated name of the choice, which screen readers speak. */
    public ViewSwitch(String name) {
        addClassName("view-switch");
        buttons.addClassName("tools");
        buttons.getElement().setAttribute("role", "group");
        buttons.getElement().setAttribute("aria-label", name);
        add(buttons);
    }

    /** Adds a block; the first is shown. */
    public void add(String label, Component view) {
        Button button = new Button(label);
        button.addClickListener(_ -> show(button));
        views.put(button, view);
        buttons.add(button);
        add(view);
        show(views.keySet().iterator().next());
    }

    private void show(Button chosen) {
        views.forEach((button, view) -> {
            boolean shown = button.equals(chosen);
            view.setVisible(shown);
            button.getElement().setAttribute("aria-pressed", Boolean.toString(shown));
            if (shown) {
                button.removeThemeVariants(ButtonVariant.TERTIARY);
            } else {
                button.addThemeVariants(ButtonVariant.TERTIARY);
            }
        });
    }
}

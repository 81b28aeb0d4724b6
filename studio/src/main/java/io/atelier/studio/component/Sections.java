package io.atelier.studio.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import java.util.function.Supplier;

/** Parts of a page of which one is shown at a time, with a button for each; a part is made anew when it is chosen. */
public final class Sections extends Div {
    private static final String CURRENT = "aria-current";

    private final Nav buttons = new Nav();
    private final Div content = new Div();

    /** @param label names the row of buttons to screen readers */
    public Sections(String label) {
        addClassName("sections");
        buttons.addClassName("tools");
        buttons.getElement().setAttribute("aria-label", label);
        add(buttons, content);
    }

    /** Adds a part; the first one is shown. */
    public void add(String title, Supplier<Component> part) {
        Button button = new Button(title);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClickListener(_ -> show(button, part));
        buttons.add(button);
        if (buttons.getComponentCount() == 1) {
            show(button, part);
        }
    }

    private void show(Button chosen, Supplier<Component> part) {
        buttons.getChildren().forEach(button -> button.getElement().removeAttribute(CURRENT));
        chosen.getElement().setAttribute(CURRENT, "true");
        content.removeAll();
        content.add(part.get());
    }
}

package io.atelier.studio.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;

/** What stands in place of a view that cannot be shown. */
abstract class Obstacle extends Div {
    Obstacle() {
        addClassNames("page", "obstacle");
    }

    final void show(String title, String detail) {
        removeAll();
        Anchor home = new Anchor("", getTranslation("shell.obstacle.home"));
        home.getElement().setAttribute("router-link", true);
        add(new H1(title), new Paragraph(detail), home);
    }
}

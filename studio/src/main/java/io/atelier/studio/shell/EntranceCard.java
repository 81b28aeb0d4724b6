package io.atelier.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;

/** A page for who is not signed in: one card with a heading. */
abstract class EntranceCard extends Main {
    private final Div card = new Div();

    EntranceCard() {
        addClassName("entrance");
        card.addClassName("entrance-card");
        add(card);
    }

    final void show(String title, String text, Component... content) {
        card.removeAll();
        card.add(new Brand(getTranslation("shell.product")), new H1(title), new Paragraph(text));
        card.add(content);
    }
}

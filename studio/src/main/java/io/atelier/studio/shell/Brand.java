package io.atelier.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/** The product's mark and name. */
final class Brand extends Div {
    Brand(String name) {
        addClassName("brand");
        Image mark = new Image("icons/atelier.svg", "");
        mark.addClassName("brand-mark");
        add(mark, new Span(name));
    }
}

package io.atelier.studio.account;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.identity.Session;
import io.atelier.studio.component.Formats;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Browsers that are signed in, each with a button that ends it. */
public final class SessionsPanel extends Div {
    private final Grid<Session> grid = new Grid<>();
    private final Supplier<List<Session>> source;

    /** @param own the session at work, which is named and not ended here; empty for another person's */
    public SessionsPanel(Supplier<List<Session>> source, Formats formats, OptionalLong own, LongConsumer end) {
        this.source = source;
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("personal.sessions"));
        grid.addColumn(session -> Agents.name(session.origin().agent()))
                .setHeader(getTranslation("personal.session.device"))
                .setAutoWidth(true);
        grid.addColumn(session -> session.origin().address())
                .setHeader(getTranslation("personal.session.address"))
                .setAutoWidth(true);
        grid.addColumn(session -> formats.dateTime(session.firstSeen()))
                .setHeader(getTranslation("personal.session.first"))
                .setAutoWidth(true);
        grid.addColumn(session -> formats.dateTime(session.lastSeen()))
                .setHeader(getTranslation("personal.session.last"))
                .setAutoWidth(true);
        grid.addComponentColumn(session -> {
                    if (own.isPresent() && own.getAsLong() == session.id()) {
                        return new Div(getTranslation("personal.session.this"));
                    }
                    Button button = new Button(getTranslation("personal.session.end"), _ -> {
                        end.accept(session.id());
                        refresh();
                    });
                    button.setAriaLabel(getTranslation(
                            "personal.session.endOf",
                            Agents.name(session.origin().agent()),
                            session.origin().address()));
                    button.addThemeVariants(ButtonVariant.TERTIARY);
                    button.addClassName("session-end");
                    return button;
                })
                .setHeader(getTranslation("personal.actions"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        Div empty = new Div(getTranslation("personal.sessions.empty"));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
        add(grid);
        refresh();
    }

    public void refresh() {
        grid.setItems(source.get());
    }
}

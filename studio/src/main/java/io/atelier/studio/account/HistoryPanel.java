package io.atelier.studio.account;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.identity.SignInEvent;
import io.atelier.studio.component.Formats;
import java.util.List;

/** The login history. */
public final class HistoryPanel extends Div {
    public HistoryPanel(List<SignInEvent> events, Formats formats) {
        Grid<SignInEvent> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setHeight("24rem");
        grid.getElement().setAttribute("aria-label", getTranslation("personal.history"));
        grid.addColumn(event -> formats.dateTime(event.at()))
                .setHeader(getTranslation("personal.history.at"))
                .setAutoWidth(true);
        grid.addColumn(event -> getTranslation("personal.outcome." + event.outcome()))
                .setHeader(getTranslation("personal.history.outcome"))
                .setAutoWidth(true);
        grid.addColumn(event -> event.origin().address())
                .setHeader(getTranslation("personal.session.address"))
                .setAutoWidth(true);
        grid.addColumn(event -> Agents.name(event.origin().agent()))
                .setHeader(getTranslation("personal.session.device"))
                .setAutoWidth(true);
        Div empty = new Div(getTranslation("personal.history.empty"));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
        grid.setItems(events);
        add(grid);
    }
}

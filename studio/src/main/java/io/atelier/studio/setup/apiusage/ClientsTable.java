package io.atelier.studio.setup.apiusage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.atelier.platform.usage.CreditsLeft;
import io.atelier.platform.usage.Latency;
import io.atelier.platform.usage.UsageLine;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.workspace.records.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who called, and what is left to them; those who did not call too. */
final class ClientsTable extends Div {
    private final Workspace workspace;
    private final UsageTexts texts;
    private final Consumer<String> limits;
    private final Grid<Row> grid = new Grid<>();
    private List<Row> rows = List.of();

    /** @param left empty for who is no client, or no longer one */
    private record Row(UsageLine line, Optional<CreditsLeft> left) {}

    /** @param limits opens the limits of a client */
    ClientsTable(Workspace workspace, UsageTexts texts, Consumer<String> limits) {
        this.workspace = workspace;
        this.texts = texts;
        this.limits = limits;
        grid.setId("usage-clients");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", workspace.text("apiusage.clients"));
        Div empty = new Div(new Span(workspace.text("apiusage.none") + " "), ApiUsageView.clientsLink(workspace));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
        grid.addColumn(row -> texts.client(row.line().key()))
                .setHeader(workspace.text("apiusage.client"))
                .setComparator(
                        Comparator.comparing(row -> texts.client(row.line().key())))
                .setFlexGrow(1);
        UsageTable.columns(grid, Row::line, workspace, texts);
        UsageTable.number(
                grid,
                workspace.text("apiusage.left.short"),
                row -> row.left().map(left -> texts.number(left.left())).orElse(workspace.text("apiusage.left.none")));
        grid.addComponentColumn(this::actions)
                .setHeader(workspace.text("apiusage.actions"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        add(grid);
        GridRows.show(grid, rows);
    }

    void show(List<UsageLine> lines, Map<String, CreditsLeft> left) {
        List<Row> wanted = new ArrayList<>();
        lines.forEach(line -> wanted.add(new Row(line, Optional.ofNullable(left.get(line.key())))));
        left.entrySet().stream()
                .filter(entry -> lines.stream().noneMatch(line -> line.key().equals(entry.getKey())))
                .sorted(Comparator.comparing(entry -> texts.client(entry.getKey())))
                .forEach(entry -> wanted.add(new Row(silent(entry.getKey()), Optional.of(entry.getValue()))));
        if (!wanted.equals(rows)) {
            rows = wanted;
            GridRows.show(grid, rows);
            grid.recalculateColumnWidths();
        }
    }

    private static UsageLine silent(String client) {
        List<Long> none = Collections.nCopies(Latency.RANGES, 0L);
        return new UsageLine(client, 0, 0, 0, 0, new Latency(none, Duration.ZERO, Duration.ZERO));
    }

    private Component actions(Row row) {
        Button button = new Button(
                workspace.text("apiusage.limits"), _ -> limits.accept(row.line().key()));
        button.setAriaLabel(
                workspace.text("apiusage.limits.of", texts.client(row.line().key())));
        button.addClassName("usage-limits");
        button.setVisible(row.left().isPresent());
        return button;
    }
}

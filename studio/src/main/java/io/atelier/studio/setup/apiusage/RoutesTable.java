package io.atelier.studio.setup.apiusage;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.usage.UsageLine;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What was called, by the pattern of its address. */
final class RoutesTable extends Div {
    private final Grid<UsageLine> grid = new Grid<>();
    private List<UsageLine> rows = List.of();

    RoutesTable(Workspace workspace, UsageTexts texts) {
        grid.setId("usage-routes");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setEmptyStateText(workspace.text("apiusage.empty"));
        grid.getElement().setAttribute("aria-label", workspace.text("apiusage.routes"));
        grid.addColumn(line -> texts.route(line.key()))
                .setHeader(workspace.text("apiusage.route"))
                .setComparator(Comparator.comparing(UsageLine::key))
                .setTooltipGenerator(UsageLine::key)
                .setFlexGrow(1);
        UsageTable.columns(grid, Function.identity(), workspace, texts);
        add(grid);
        GridRows.show(grid, rows);
    }

    void show(List<UsageLine> lines) {
        if (!lines.equals(rows)) {
            rows = lines;
            GridRows.show(grid, lines);
            grid.recalculateColumnWidths();
        }
    }
}

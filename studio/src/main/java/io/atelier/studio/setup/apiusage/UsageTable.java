package io.atelier.studio.setup.apiusage;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.function.ValueProvider;
import io.atelier.platform.usage.UsageLine;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Comparator;
import java.util.function.Function;

/** The columns that figures of clients and of routes have in common. */
final class UsageTable {
    static final double HALF = 0.5;
    static final double MOST = 0.95;

    private UsageTable() {}

    static <T> void columns(Grid<T> grid, Function<T, UsageLine> line, Workspace workspace, UsageTexts texts) {
        number(
                        grid,
                        workspace.text("apiusage.calls"),
                        row -> texts.number(line.apply(row).calls()))
                .setComparator(Comparator.comparingLong(row -> line.apply(row).calls()));
        number(grid, workspace.text("apiusage.errors"), row -> errors(line.apply(row), texts))
                .setComparator(Comparator.comparingLong(row -> line.apply(row).errors()));
        number(
                        grid,
                        workspace.text("apiusage.half"),
                        row -> texts.time(line.apply(row).latency().percentile(HALF)))
                .setComparator(
                        Comparator.comparing(row -> line.apply(row).latency().percentile(HALF)));
        number(
                        grid,
                        workspace.text("apiusage.most"),
                        row -> texts.time(line.apply(row).latency().percentile(MOST)))
                .setComparator(
                        Comparator.comparing(row -> line.apply(row).latency().percentile(MOST)));
        number(
                        grid,
                        workspace.text("apiusage.worst"),
                        row -> texts.time(line.apply(row).latency().worst()))
                .setComparator(
                        Comparator.comparing(row -> line.apply(row).latency().worst()));
        number(
                        grid,
                        workspace.text("apiusage.credits"),
                        row -> texts.number(line.apply(row).credits()))
                .setComparator(Comparator.comparingLong(row -> line.apply(row).credits()));
    }

    private static String errors(UsageLine line, UsageTexts texts) {
        return line.errors() == 0
                ? texts.number(0)
                : texts.number(line.errors()) + " (" + texts.share(line.errors(), line.calls()) + ")";
    }

    static <T> Grid.Column<T> number(Grid<T> grid, String header, ValueProvider<T, ?> value) {
        return grid.addColumn(value)
                .setHeader(header)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0);
    }
}

package io.atelier.studio.setup.apiusage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import io.atelier.platform.usage.UsageLine;
import io.atelier.platform.usage.UsagePeriod;
import io.atelier.platform.usage.UsageReport;
import io.atelier.studio.component.Chart;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Calls and errors over the period, and how long the busiest routes take. */
final class UsageCharts extends Div {
    private static final int MOST_ROUTES = 6;
    private static final double NANOS_OF_A_MILLI = 1_000_000;
    /** Errors are told apart by more than the colour: they stand in the legend and the table too. */
    private static final List<String> COLOURS = List.of("light-dark(#3b5fe0, #86a2ff)", "light-dark(#c2352b, #ff9d94)");

    private final Workspace workspace;
    private final UsageTexts texts;
    private final Chart calls = new Chart(Chart.Type.LINE);
    private final Chart times = new Chart(Chart.Type.BAR_HORIZONTAL);

    UsageCharts(Workspace workspace, UsageTexts texts) {
        this.workspace = workspace;
        this.texts = texts;
        addClassName("usage-charts");
        calls.setId("usage-calls");
        calls.setColours(COLOURS);
        calls.setLabels(labels("apiusage.time", "apiusage.calls"));
        times.setId("usage-times");
        times.setLabels(labels("apiusage.route", "apiusage.millis.long"));
        times.setValueFormat(new Chart.ValueFormat(
                Chart.ValueFormat.Style.DECIMAL, Optional.empty(), workspace.locale(), false, Optional.of(0)));
        add(card("apiusage.chart.calls", calls), card("apiusage.chart.times", times));
    }

    private Chart.Labels labels(String category, String value) {
        return new Chart.Labels(
                workspace.text(category),
                workspace.text(value),
                workspace.text("dashboard.chart.share"),
                workspace.text("dashboard.chart.total"),
                workspace.text("apiusage.chart.empty"),
                workspace.text("dashboard.chart.chart"),
                workspace.text("apiusage.chart.keys"));
    }

    private Div card(String title, Chart chart) {
        Div card = new Div(new H2(workspace.text(title)), chart);
        card.addClassName("card");
        return card;
    }

    void show(UsageReport report, UsagePeriod period) {
        boolean any = report.calls() > 0;
        List<String> steps = any
                ? report.steps().stream()
                        .map(step -> texts.step(period, step.start()))
                        .toList()
                : List.of();
        calls.setData(
                steps,
                any
                        ? List.of(
                                series("apiusage.calls", report.steps(), step -> step.calls()),
                                series("apiusage.errors", report.steps(), step -> step.errors()))
                        : List.of());
        calls.setTitle(
                "",
                workspace.text("apiusage.chart.summary", texts.number(report.calls()), texts.number(report.errors())));
        List<UsageLine> busiest = report.routes().stream().limit(MOST_ROUTES).toList();
        times.setData(
                busiest.stream().map(line -> texts.route(line.key())).toList(),
                busiest.isEmpty()
                        ? List.of()
                        : List.of(
                                series("apiusage.half", busiest, line -> millis(line, UsageTable.HALF)),
                                series("apiusage.most", busiest, line -> millis(line, UsageTable.MOST))));
        times.setTitle("", summary(busiest));
    }

    private <T> Chart.Series series(String name, List<T> rows, ToDoubleFunction<T> value) {
        List<@Nullable Double> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.applyAsDouble(row)));
        return new Chart.Series(workspace.text(name), values);
    }

    private static double millis(UsageLine line, double share) {
        return line.latency().percentile(share).toNanos() / NANOS_OF_A_MILLI;
    }

    private String summary(List<UsageLine> lines) {
        List<String> parts = new ArrayList<>();
        lines.forEach(line -> parts.add(
                texts.route(line.key()) + ": " + texts.time(line.latency().percentile(UsageTable.MOST))));
        return workspace.text("apiusage.chart.times") + ". " + String.join("; ", parts);
    }
}

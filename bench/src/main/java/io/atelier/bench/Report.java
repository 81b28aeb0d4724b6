package io.atelier.bench;

import io.atelier.bench.Result.Figures;
import java.util.List;
import java.util.Locale;

/** Shows results as the table that the guide shows too. */
final class Report {
    private Report() {}

    static String head() {
        return "| work | subject /s | p50 ms | p99 ms | reference /s | p50 ms | p99 ms | in process /s | figure | goal | |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|";
    }

    static String line(Result result) {
        return String.join(
                " ",
                "|",
                result.title() + " (" + result.subjectName()
                        + (result.referenceName().isEmpty() ? "" : " : " + result.referenceName()) + ")",
                "|",
                text(result.subject()),
                "|",
                result.reference().map(Report::text).orElse("- | - | -"),
                "|",
                result.direct().map(direct -> number(direct.rate())).orElse("-"),
                "|",
                "%.2f".formatted(result.figure()),
                "|",
                result.goal().text(),
                "|",
                result.isMet() ? "met" : "MISSED",
                "|");
    }

    static String summary(List<Result> results) {
        long met = results.stream().filter(Result::isMet).count();
        return met + " of " + results.size() + " goals met";
    }

    private static String text(Figures figures) {
        return number(figures.rate()) + " | " + "%.1f | %.1f".formatted(figures.p50(), figures.p99());
    }

    private static String number(double number) {
        return number < 100 ? "%.1f".formatted(number) : String.format(Locale.ROOT, "%,.0f", number);
    }
}

package io.atelier.platform.transfer.internal;

import io.atelier.platform.transfer.ValueFormat;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Guesses how one column is written, from a sample of its cells. */
final class FormatDetector {
    static final int SAMPLE = 2_000;
    private static final Set<String> YES_OR_NO =
            Set.of("y", "n", "yes", "no", "true", "false", "t", "f", "да", "нет", "on", "off");
    private static final double MOST = 0.9;

    private final List<String> cells = new ArrayList<>();

    void add(String cell) {
        if (!cell.isBlank() && cells.size() < SAMPLE) {
            cells.add(cell.strip());
        }
    }

    ValueFormat guess() {
        if (cells.isEmpty()) {
            return ValueFormat.TEXT;
        }
        if (most(cell -> YES_OR_NO.contains(cell.toLowerCase(Locale.ROOT)))) {
            return ValueFormat.BOOLEAN;
        }
        List<String> dates = dates();
        if (!dates.isEmpty()) {
            return ValueFormat.date(dates);
        }
        List<String> times = times();
        if (!times.isEmpty()) {
            return ValueFormat.dateTime(times);
        }
        return number();
    }

    private List<String> dates() {
        // Eight digits alone are a number more often than a day.
        List<String> candidates = DateText.DATE_PATTERNS.stream()
                .filter(pattern -> !pattern.equals("uuuuMMdd"))
                .toList();
        return cover(
                candidates,
                (cell, pattern) -> DateText.date(cell, List.of(pattern)).isPresent());
    }

    private List<String> times() {
        if (!most(cell -> cell.indexOf(':') > 0)) {
            return List.of();
        }
        List<String> patterns = cover(
                DateText.TIME_PATTERNS,
                (cell, pattern) ->
                        DateText.time(cell, List.of(pattern), ZoneOffset.UTC).isPresent());
        return patterns;
    }

    /**
     * Picks the pattern that reads most cells, then the one that reads most of the rest, and so on: the column's majority
     * decides what an ambiguous cell means. Empty if too many cells stay unread.
     */
    private List<String> cover(List<String> candidates, Reads reads) {
        List<String> chosen = new ArrayList<>();
        List<String> unread = cells;
        while (!unread.isEmpty()) {
            String best = "";
            List<String> bestRest = unread;
            for (String candidate : candidates) {
                List<String> rest = unread.stream()
                        .filter(cell -> !reads.read(cell, candidate))
                        .toList();
                if (rest.size() < bestRest.size()) {
                    best = candidate;
                    bestRest = rest;
                }
            }
            if (best.isEmpty()) {
                break;
            }
            chosen.add(best);
            unread = bestRest;
        }
        return unread.size() <= cells.size() * (1 - MOST) ? chosen : List.of();
    }

    private ValueFormat number() {
        boolean zeroPadded = cells.stream().anyMatch(cell -> cell.matches("0\\d+"));
        if (zeroPadded) {
            return ValueFormat.TEXT; // a code: its zeros matter
        }
        long point = cells.stream()
                .filter(cell -> NumberText.read(cell, '.').isPresent())
                .count();
        long comma = cells.stream()
                .filter(cell -> NumberText.read(cell, ',').isPresent())
                .count();
        if (Math.max(point, comma) < cells.size() * MOST) {
            return ValueFormat.TEXT;
        }
        return comma > point ? ValueFormat.NUMBER_COMMA : ValueFormat.NUMBER_POINT;
    }

    private boolean most(java.util.function.Predicate<String> test) {
        return cells.stream().filter(test).count() >= cells.size() * MOST;
    }

    private interface Reads {
        boolean read(String cell, String pattern);
    }
}

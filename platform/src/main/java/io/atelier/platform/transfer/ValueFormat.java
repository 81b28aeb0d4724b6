package io.atelier.platform.transfer;

import java.util.List;

/**
 * Says how the cells of a column are written.
 *
 * @param patterns of {@code DATE} and {@code DATETIME}, tried in order, in the letters of {@code DateTimeFormatter}
 */
public record ValueFormat(Kind kind, List<String> patterns) {
    public static final ValueFormat TEXT = new ValueFormat(Kind.TEXT, List.of());
    public static final ValueFormat BOOLEAN = new ValueFormat(Kind.BOOLEAN, List.of());
    public static final ValueFormat NUMBER_POINT = new ValueFormat(Kind.NUMBER_POINT, List.of());
    public static final ValueFormat NUMBER_COMMA = new ValueFormat(Kind.NUMBER_COMMA, List.of());

    public ValueFormat {
        patterns = List.copyOf(patterns);
    }

    public static ValueFormat date(List<String> patterns) {
        return new ValueFormat(Kind.DATE, patterns);
    }

    public static ValueFormat dateTime(List<String> patterns) {
        return new ValueFormat(Kind.DATETIME, patterns);
    }

    /** What a cell is, as far as its looks tell. */
    public enum Kind {
        TEXT,
        /** {@code $1,234.50}: a point before the decimals; currency signs, thousands and brackets are understood. */
        NUMBER_POINT,
        /** {@code 1.234,50 €}: a comma before the decimals. */
        NUMBER_COMMA,
        /** {@code Y}, {@code no}, {@code 1}, {@code да} and their like. */
        BOOLEAN,
        DATE,
        DATETIME
    }
}

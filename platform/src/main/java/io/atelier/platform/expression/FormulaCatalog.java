package io.atelier.platform.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions that formulas may call, by Zoho's names, for readers and for editors of formulas. */
public final class FormulaCatalog {
    private static final int MANY = 100;

    private static final List<Entry> ENTRIES = List.of(
            entry(Kind.NUMERIC, 1, 1, "Abs(number)"),
            entry(Kind.NUMERIC, 1, 1, "Ceil(number)"),
            entry(Kind.NUMERIC, 1, 1, "Floor(number)"),
            entry(Kind.NUMERIC, 1, 2, "Round(number, decimals)"),
            entry(Kind.NUMERIC, 1, 1, "Sqrt(number)"),
            entry(Kind.NUMERIC, 2, 2, "Power(number, exponent)"),
            entry(Kind.NUMERIC, 1, 1, "Exp(number)"),
            entry(Kind.NUMERIC, 1, 1, "Naturallog(number)"),
            entry(Kind.NUMERIC, 1, 1, "Ln(number)"),
            entry(Kind.NUMERIC, 1, 1, "Base10log(number)"),
            entry(Kind.NUMERIC, 1, 1, "Log(number)"),
            entry(Kind.NUMERIC, 1, MANY, "Max(value, value, …)"),
            entry(Kind.NUMERIC, 1, MANY, "Min(value, value, …)"),
            entry(Kind.NUMERIC, 2, 2, "Mod(number, divisor)"),
            entry(Kind.TEXT, 1, MANY, "Concat(value, value, …)"),
            entry(Kind.TEXT, 2, 2, "Contains(text, piece)"),
            entry(Kind.TEXT, 2, 2, "Startswith(text, piece)"),
            entry(Kind.TEXT, 2, 2, "Endswith(text, piece)"),
            entry(Kind.TEXT, 2, 3, "Find(text, piece, occurrence)"),
            entry(Kind.TEXT, 1, 1, "Len(text)"),
            entry(Kind.TEXT, 1, 1, "Lower(text)"),
            entry(Kind.TEXT, 1, 1, "Upper(text)"),
            entry(Kind.TEXT, 1, 1, "Trim(text)"),
            entry(Kind.TEXT, 1, 1, "Ltrim(text)"),
            entry(Kind.TEXT, 1, 1, "Rtrim(text)"),
            entry(Kind.TEXT, 2, 3, "Substring(text, start, length)"),
            entry(Kind.TEXT, 3, 3, "Replace(text, piece, replacement)"),
            entry(Kind.TEXT, 1, 1, "Tostring(value)"),
            entry(Kind.DATE, 3, 3, "Adddate(date, number, 'DAY')"),
            entry(Kind.DATE, 3, 3, "Subdate(date, number, 'DAY')"),
            entry(Kind.DATE, 2, 2, "Datecomp(time, time)"),
            entry(Kind.DATE, 3, 3, "Datebetween(start, end, 'DAY')"),
            entry(Kind.DATE, 3, 6, "Newdate(year, month, day, hour, minute, 'AM')"),
            entry(Kind.DATE, 1, 1, "Datepart(time)"),
            entry(Kind.DATE, 1, 1, "Timepart(time)"),
            entry(Kind.DATE, 1, 1, "Year(date)"),
            entry(Kind.DATE, 1, 1, "Monthofyear(date)"),
            entry(Kind.DATE, 1, 1, "Dayofmonth(date)"),
            entry(Kind.DATE, 1, 1, "Weekday(date)"),
            entry(Kind.DATE, 1, 1, "Hour(time)"),
            entry(Kind.DATE, 1, 1, "Minute(time)"),
            entry(Kind.DATE, 0, 0, "Now()"),
            entry(Kind.DATE, 0, 0, "Today()"),
            entry(Kind.LOGICAL, 2, 3, "If(condition, then, else)"),
            entry(Kind.LOGICAL, 1, MANY, "And(condition, condition, …)"),
            entry(Kind.LOGICAL, 1, MANY, "Or(condition, condition, …)"),
            entry(Kind.LOGICAL, 1, 1, "Not(condition)"),
            entry(Kind.LOGICAL, 1, 1, "Isempty(value)"),
            entry(Kind.LOGICAL, 1, 1, "Isnull(value)"),
            entry(Kind.LOGICAL, 1, MANY, "Ifempty(value, otherwise, …)"));

    private FormulaCatalog() {}

    /** What a function is about. */
    public enum Kind {
        NUMERIC,
        TEXT,
        DATE,
        LOGICAL
    }

    /**
     * A function as it can be written.
     *
     * @param name in its usual spelling; case does not matter
     * @param usage how it is called, with all its arguments
     * @param fewest how many arguments it needs
     * @param most how many it takes
     */
    public record Entry(Kind kind, String name, String usage, int fewest, int most) {
        String key() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** Returns all functions, kind by kind. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    static Optional<Entry> find(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return ENTRIES.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    private static Entry entry(Kind kind, int fewest, int most, String usage) {
        return new Entry(kind, usage.substring(0, usage.indexOf('(')), usage, fewest, most);
    }
}

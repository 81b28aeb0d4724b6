package io.atelier.platform.usage;

import java.util.List;
import java.util.regex.Pattern;

/** What calls cost, in credits, as Zoho CRM counts them. This table is the one that the guide shows. */
public final class CallCosts {
    /** Every call that no line of the table names. */
    public static final int ORDINARY = 1;

    /** Records that are written for one credit. */
    public static final int ROWS_PER_CREDIT = 10;

    public static final int CONVERT = 5;
    /** Begins a bulk write, or makes a module. */
    public static final int HEAVY = 500;

    /** Rows that a query in COQL may bring for one credit. */
    public static final int COQL_SMALL = 200;

    /** Rows that a query in COQL may bring for two credits. */
    public static final int COQL_MEDIUM = 1_000;

    private static final List<Line> TABLE = List.of(
            new Line("POST", "/crm/[^/]+/Leads/[^/]+/actions/convert", CONVERT),
            new Line("POST", "/crm/[^/]+/\\{module[^/]*/\\{id[^/]*/actions/convert", CONVERT),
            new Line("POST", "/crm/bulk/[^/]+/write", HEAVY),
            new Line("POST", "/crm/[^/]+/settings/modules", HEAVY));

    private record Line(String method, Pattern route, int credits) {
        Line(String method, String route, int credits) {
            this(method, Pattern.compile(route), credits);
        }

        boolean fits(String askedMethod, String askedRoute) {
            return method.equals(askedMethod) && route.matcher(askedRoute).matches();
        }
    }

    private CallCosts() {}

    /** Returns what a call costs whatever its body holds. */
    public static int of(String method, String route) {
        return TABLE.stream()
                .filter(line -> line.fits(method, route))
                .mapToInt(Line::credits)
                .findFirst()
                .orElse(ORDINARY);
    }

    /** Returns what a call costs that writes this many records. */
    public static int ofRows(int rows) {
        return Math.max(ORDINARY, Math.ceilDiv(rows, ROWS_PER_CREDIT));
    }

    /** Returns what a query costs that may bring this many rows. */
    public static int ofCoql(int limit) {
        if (limit <= COQL_SMALL) {
            return 1;
        }
        return limit <= COQL_MEDIUM ? 2 : 3;
    }
}

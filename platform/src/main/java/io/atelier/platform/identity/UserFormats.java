package io.atelier.platform.identity;

/**
 * How a person reads dates and numbers, and what else they chose for themselves.
 *
 * @param country ISO 3166 code of two letters; empty: as the language suggests
 * @param firstDay day that weeks start with, Monday is 1; 0: as the country has it
 * @param signature plain text below their mails; may be empty
 * @param settled false until the person, or their first sign-in, has chosen
 */
public record UserFormats(
        String country,
        DateStyle date,
        ClockStyle clock,
        NumberStyle number,
        Theme theme,
        int firstDay,
        String signature,
        boolean settled) {
    public static final int MAX_SIGNATURE = 2_000;

    public static final UserFormats DEFAULT =
            new UserFormats("", DateStyle.COUNTRY, ClockStyle.COUNTRY, NumberStyle.COUNTRY, Theme.SYSTEM, 0, "", false);

    /** Order and signs of a date; {@link #COUNTRY} as is usual there. */
    public enum DateStyle {
        COUNTRY,
        YEAR_MONTH_DAY,
        DAY_MONTH_YEAR_DOTS,
        DAY_MONTH_YEAR_SLASHES,
        MONTH_DAY_YEAR_SLASHES
    }

    /** Twelve or twenty-four hours. */
    public enum ClockStyle {
        COUNTRY,
        HOURS_12,
        HOURS_24
    }

    /** Signs between thousands and before decimals. */
    public enum NumberStyle {
        COUNTRY,
        COMMA_POINT,
        POINT_COMMA,
        SPACE_COMMA
    }

    /** Light or dark. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }
}

package io.atelier.platform.expression;

/**
 * What a formula can call. Unless a function says otherwise it is empty where an argument is. Arguments that must be whole
 * lose their decimals; what is out of bounds makes the result empty.
 */
public enum FormulaFunction {
    ABS,
    CEIL,
    FLOOR,
    /** Rounds halves away from zero; a second argument of -30 to 18 says to how many decimals. */
    ROUND,
    /** Empty for a negative number. */
    SQRT,
    /** Empty for zero to a negative power and for a negative number to a broken one; exponents are less than 10^9. */
    POWER,
    EXP,
    /** The natural logarithm; empty unless the number is positive. */
    LN,
    /** The logarithm to base ten; empty unless the number is positive. */
    LOG,
    /** Passes over empty arguments. */
    MAX,
    /** Passes over empty arguments. */
    MIN,
    /** Passes over empty arguments. */
    CONCAT,
    /** Where a text occurs in another, from 1, without regard to case; 0 where it does not; a third argument counts. */
    FIND,
    /** Zero for an empty text. */
    LEN,
    LOWER,
    UPPER,
    TRIM,
    LTRIM,
    RTRIM,
    /** From a place, counted from 1, to the end or as long as the third argument says. */
    SUBSTRING,
    /** Replaces each occurrence, in the same case; an empty replacement takes it away. */
    REPLACE,
    TOSTRING,
    /** Adds units to a date or date-time; the last day of a month where the day does not exist. At most 1,000 years. */
    ADDDATE,
    /** The minutes from the second date-time to the first, without seconds. */
    DATECOMP,
    /** The whole units from the first to the second; days and longer are the calendar's. */
    DATEBETWEEN,
    /** A date of year, month and day; empty where there is none. */
    NEWDATE,
    /** A date-time of year, month, day, hour, minute and perhaps AM or PM. */
    NEWDATETIME,
    /** The day of a date-time. */
    DATEPART,
    /** Hour and minute of a date-time as text: {@code 07:05}. */
    TIMEPART,
    /** The date-time with which a day begins. */
    STARTOFDAY,
    YEAR,
    MONTHOFYEAR,
    DAYOFMONTH,
    HOUR,
    MINUTE,
    /** 1 for Sunday to 7 for Saturday. */
    WEEKDAY,
    /** The second argument where the first is true, else the third, else empty. */
    IF,
    /** The first argument that is not empty. */
    IFEMPTY
}

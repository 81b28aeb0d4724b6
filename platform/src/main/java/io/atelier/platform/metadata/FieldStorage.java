package io.atelier.platform.metadata;

/**
 * Where a field's values are kept.
 *
 * @param column name of the column; empty for values that are read from elsewhere
 * @param part which of the module's tables: 0 is the main one, others hold what does not fit into a row of it
 */
public record FieldStorage(String column, int part) {
    /**
     * Most fields of one table, those that must be in the main one not counted: a PostgreSQL row, every value moved out,
     * must still fit into a page of 8 kB.
     */
    public static final int FIELDS_PER_PART = 250;

    public static final FieldStorage ELSEWHERE = new FieldStorage("", 0);
}

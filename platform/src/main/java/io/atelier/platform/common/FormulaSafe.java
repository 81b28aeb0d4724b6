package io.atelier.platform.common;

/** Keeps a spreadsheet from running a cell: marks what begins like a formula, and takes the mark off again. */
public final class FormulaSafe {
    private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

    private FormulaSafe() {}

    public static String mark(String cell) {
        return !cell.isEmpty() && DANGEROUS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    public static String unmark(String cell) {
        boolean marked = cell.length() > 1 && cell.charAt(0) == '\'' && DANGEROUS.indexOf(cell.charAt(1)) >= 0;
        return marked ? cell.substring(1) : cell;
    }
}

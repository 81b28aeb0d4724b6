package io.atelier.runtime;

/**
 * Tells whether a module parses.
 *
 * @param message empty if {@code ok}
 * @param line line of the error from 1, or 0 if unknown
 * @param column column of the error from 1, or 0 if unknown
 */
public record SyntaxReport(boolean ok, String message, int line, int column) {}

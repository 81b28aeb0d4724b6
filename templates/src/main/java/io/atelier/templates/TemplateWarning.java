package io.atelier.templates;

/**
 * A place that rendered as empty, or not as meant.
 *
 * @param reference what the author wrote, such as {@code $Leads.Frist_Name}
 * @param line from 1
 * @param column from 1
 */
public record TemplateWarning(String reference, String message, int line, int column) {}

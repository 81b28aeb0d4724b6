package io.atelier.platform.transfer;

import java.time.ZoneId;
import java.util.Locale;

/**
 * How an exported file speaks.
 *
 * @param language of headings and choices
 * @param zone in which times stand
 */
public record ExportStyle(Locale language, ZoneId zone) {}

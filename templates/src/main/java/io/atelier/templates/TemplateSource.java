package io.atelier.templates;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * A template as its author wrote it.
 *
 * @param name for error messages
 * @param kind decides whether values are escaped
 * @param locale how {@code $format} writes numbers and dates
 * @param zone where {@code $format} reads the clock
 */
public record TemplateSource(String name, String text, Kind kind, Locale locale, ZoneId zone) {

    /** What the template produces. */
    public enum Kind {
        /** HTML: every value is escaped. */
        HTML,
        /** Plain text, such as a subject line: nothing is escaped. */
        TEXT
    }

    /** Returns an HTML template in English and UTC. */
    public static TemplateSource html(String name, String text) {
        return new TemplateSource(name, text, Kind.HTML, Locale.ENGLISH, ZoneOffset.UTC);
    }

    /** Returns a plain text template in English and UTC. */
    public static TemplateSource text(String name, String text) {
        return new TemplateSource(name, text, Kind.TEXT, Locale.ENGLISH, ZoneOffset.UTC);
    }

    /** Returns the same template for another audience. */
    public TemplateSource in(Locale newLocale, ZoneId newZone) {
        return new TemplateSource(name, text, kind, newLocale, newZone);
    }
}

package io.atelier.templates.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Demo rows for the sales solution: invented companies and people of several countries.
 *
 * <p>A row maps API names to values in their plain form: ISO dates, decimal numbers, {@code true} or {@code false}, the
 * stored value of a picklist. A lookup holds a local key: {@code @Accounts:12} is the row at index 12 of Accounts.
 * Fields without a value and read-only fields are left out.
 *
 * @param rows by module, in the order of installation: a row refers to rows before it only
 */
public record SampleData(SequencedMap<String, List<Map<String, String>>> rows) {

    /**
     * Invents rows. The same arguments give the same rows, on every machine.
     *
     * @param today the day that deals and tasks are dated around
     */
    public static SampleData generate(long seed, LocalDate today, SampleSizes sizes) {
        return new SampleWriter(seed, today, sizes).write();
    }

    /** Returns the key by which a lookup names a row. */
    public static String key(String module, int index) {
        return "@" + module + ":" + index;
    }
}

package io.atelier.platform.transfer;

import java.util.List;

/**
 * Says what becomes of a file.
 *
 * @param mappings the columns that are read; the others are left out
 */
public record ImportPlan(String module, long fileId, List<Mapping> mappings, Duplicates duplicates) {
    public ImportPlan {
        mappings = List.copyOf(mappings);
    }

    /**
     * Fills a field from a column.
     *
     * @param column counts from 0
     * @param field API name
     */
    public record Mapping(int column, String field, ValueFormat format) {}

    /**
     * @param field API name of the mapped field that tells records apart; empty for {@link Mode#NONE}
     */
    public record Duplicates(Mode mode, String field) {
        public static final Duplicates NONE = new Duplicates(Mode.NONE, "");
    }

    /** What becomes of a row whose record is there already. An empty value is nobody's duplicate. */
    public enum Mode {
        /** Every row makes a record. */
        NONE,
        /** The row is left out. */
        SKIP,
        /** The record is changed; an empty cell leaves its field as it is. */
        UPDATE
    }
}

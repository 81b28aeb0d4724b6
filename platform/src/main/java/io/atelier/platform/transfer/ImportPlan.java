package io.atelier.platform.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what becomes of a file.
 *
 * @param mappings the columns that are read; the others are left out
 */
public record ImportPlan(String module, long fileId, List<Mapping> mappings, Duplicates duplicates, Options options) {
    /** What a column is mapped to, and duplicates are found by, that holds ids of records. */
    public static final String ID = "id";

    /** @param options null in plans of before there were any */
    @JsonCreator
    public ImportPlan(
            String module, long fileId, List<Mapping> mappings, Duplicates duplicates, @Nullable Options options) {
        this.module = module;
        this.fileId = fileId;
        this.mappings = List.copyOf(mappings);
        this.duplicates = duplicates;
        this.options = options == null ? Options.NONE : options;
    }

    public ImportPlan(String module, long fileId, List<Mapping> mappings, Duplicates duplicates) {
        this(module, fileId, mappings, duplicates, Options.NONE);
    }

    /** Returns the mappings of columns that fill fields. */
    public List<Mapping> filling() {
        return mappings.stream().filter(mapping -> !mapping.field().equals(ID)).toList();
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

    /**
     * What programs ask for beyond.
     *
     * @param constants values, as cells hold them, of fields that a row leaves empty, by API name
     * @param emptiesClear an empty cell empties its field; else it leaves it as it is
     * @param changesOnly rows whose record is not there are refused
     * @param forPrograms cells hold values as they are, and what each row became is kept
     */
    public record Options(
            Map<String, String> constants, boolean emptiesClear, boolean changesOnly, boolean forPrograms) {
        public static final Options NONE = new Options(Map.of(), false, false, false);

        public Options {
            constants = Map.copyOf(constants);
        }
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

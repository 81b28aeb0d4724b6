package io.atelier.templates.solution;

import java.util.List;

/** The list view that a module opens with. */
public record ListDoc(List<String> columns, String sortField, Direction sortDirection) {

    /** Which end comes first. */
    public enum Direction {
        ASC,
        DESC
    }

    public ListDoc {
        columns = List.copyOf(columns);
    }
}

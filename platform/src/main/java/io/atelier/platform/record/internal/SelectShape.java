package io.atelier.platform.record.internal;

import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The unchanging part of a select, as text that is made once: columns, tables, row scope and order.
 *
 * @param head from {@code select} to the tables
 * @param headBinds its parameters
 * @param choice the rows that it may give
 * @param order from {@code order by}; empty for none
 * @param wanted the fields of the answer
 * @param columns what is read, in the order of the columns behind id, version and whether it is deleted
 * @param labels names of the lookups whose targets' names stand behind the columns, in order
 * @param places where each column is, by name
 */
record SelectShape(
        String head,
        List<Object> headBinds,
        RowChoice choice,
        String order,
        List<FieldPath> wanted,
        List<Column> columns,
        List<String> labels,
        Map<String, Integer> places) {

    /**
     * A stored field that is read.
     *
     * @param name under which it is found again
     */
    record Column(String name, FieldPath path) {
        FieldDef field() {
            return path.field();
        }
    }

    static SelectShape of(
            String head,
            List<Object> headBinds,
            RowChoice choice,
            String order,
            List<FieldPath> wanted,
            List<Column> columns,
            List<String> labels) {
        Map<String, Integer> places = new HashMap<>();
        columns.forEach(column -> places.put(column.name(), places.size()));
        return new SelectShape(
                head,
                List.copyOf(headBinds),
                choice,
                order,
                List.copyOf(wanted),
                List.copyOf(columns),
                List.copyOf(labels),
                Map.copyOf(places));
    }

    /** Returns the wanted fields of the record itself. */
    List<FieldDef> own() {
        return wanted.stream().filter(FieldPath::isOwn).map(FieldPath::field).toList();
    }
}

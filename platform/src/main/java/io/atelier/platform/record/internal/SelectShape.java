package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The unchanging part of a select, as text that is made once: columns, tables, row scope and order.
 *
 * @param head from {@code select} to the tables
 * @param scope the condition that is always there, without {@code where}
 * @param order from {@code order by}; empty for none
 * @param binds parameters of {@code scope}
 * @param wanted the fields of the answer
 * @param stored what stands in the row, in the order of the columns behind id, version and whether it is deleted
 * @param labels API names of the lookups whose names stand behind the stored columns, in order
 * @param places where each stored field is, by API name
 */
record SelectShape(
        String head,
        String scope,
        String order,
        List<Object> binds,
        List<FieldDef> wanted,
        List<FieldDef> stored,
        List<String> labels,
        Map<String, Integer> places) {

    static SelectShape of(
            String head,
            String scope,
            String order,
            List<Object> binds,
            List<FieldDef> wanted,
            List<FieldDef> stored,
            List<String> labels) {
        Map<String, Integer> places = new HashMap<>();
        stored.forEach(field -> places.put(field.apiName(), places.size()));
        return new SelectShape(
                head,
                scope,
                order,
                List.copyOf(binds),
                List.copyOf(wanted),
                List.copyOf(stored),
                List.copyOf(labels),
                Map.copyOf(places));
    }
}

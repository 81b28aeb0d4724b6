package io.atelier.platform.metadata;

import java.util.List;

/** The default list of a module: its columns by API name and its order. */
public record ListViewDef(List<String> columns, String sortField, boolean descending) {
    public static final int MAX_COLUMNS = 50;

    public ListViewDef {
        columns = List.copyOf(columns);
    }
}

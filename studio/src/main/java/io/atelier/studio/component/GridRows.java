package io.atelier.studio.component;

import com.vaadin.flow.component.grid.Grid;
import java.util.Collection;

/** Shows a short list as a whole; in a long one only the rows in view are drawn, and it scrolls by itself. */
public final class GridRows {
    private static final int SHORT = 50;

    private GridRows() {}

    public static <T> void show(Grid<T> grid, Collection<T> rows) {
        fit(grid, rows.size());
        grid.setItems(rows);
    }

    static void fit(Grid<?> grid, int rows) {
        grid.setAllRowsVisible(rows <= SHORT);
        grid.setClassName("long-grid", rows > SHORT);
    }
}

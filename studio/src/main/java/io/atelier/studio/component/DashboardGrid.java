package io.atelier.studio.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.shared.Registration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tiles on a grid that people move and resize, by pointer or keyboard. */
@Tag("atelier-dashboard-grid")
@NpmPackage(value = "gridstack", version = "14.1.0")
public final class DashboardGrid extends LazyElement {
    private final Map<String, Component> tiles = new LinkedHashMap<>();

    /** Where a tile is, in cells from 0, and how large. */
    public record TilePosition(String id, int x, int y, int w, int h) {}

    /** Texts for handles and announcements, with {@code {title}}, {@code {x}}, {@code {y}}, {@code {w}}, {@code {h}}. */
    public record Labels(String handle, String moved, String resized, String blocked) {}

    private record Layout(List<TilePosition> layout) {}

    /** Adds a tile; the title is for announcements. */
    public void addTile(TilePosition position, String title, Component content) {
        Div tile = new Div(content);
        tile.getElement().setAttribute("gs-id", position.id());
        tile.getElement().setAttribute("gs-x", Integer.toString(position.x()));
        tile.getElement().setAttribute("gs-y", Integer.toString(position.y()));
        tile.getElement().setAttribute("gs-w", Integer.toString(position.w()));
        tile.getElement().setAttribute("gs-h", Integer.toString(position.h()));
        tile.getElement().setAttribute("gs-title", title);
        tiles.put(position.id(), tile);
        getElement().appendChild(tile.getElement());
    }

    public void removeTile(String id) {
        Component tile = tiles.remove(id);
        if (tile != null) {
            getElement().removeChild(tile.getElement());
        }
    }

    /** Moves tiles without an event. */
    public void setLayout(List<TilePosition> positions) {
        getElement().setPropertyList("layout", positions);
    }

    public void setEditable(boolean editable) {
        getElement().setProperty("editable", editable);
    }

    public void setColumns(int columns) {
        getElement().setProperty("columns", columns);
    }

    public void setCellHeight(int pixels) {
        getElement().setProperty("cellHeight", pixels);
    }

    public void setLabels(Labels labels) {
        getElement().setPropertyBean("labels", labels);
    }

    /** Calls the listener with all tiles after each drag, resize or series of key presses. */
    public Registration addLayoutListener(Consumer<List<TilePosition>> listener) {
        return ElementEvents.listen(
                this, "layout-changed", Layout.class, changed -> listener.accept(List.copyOf(changed.layout())));
    }
}

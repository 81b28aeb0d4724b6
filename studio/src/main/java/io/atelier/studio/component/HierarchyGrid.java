package io.atelier.studio.component;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.dnd.GridDropLocation;
import com.vaadin.flow.component.grid.dnd.GridDropMode;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.TreeData;
import com.vaadin.flow.data.provider.hierarchy.TreeDataProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A tree of some hundred items, all open, in the order given; an item is moved by dropping it on another. */
public final class HierarchyGrid<T> extends TreeGrid<T> {
    private final ToLongFunction<T> id;
    private final Function<T, OptionalLong> parent;
    private @Nullable T dragged;

    public HierarchyGrid(ToLongFunction<T> id, Function<T, OptionalLong> parent) {
        this.id = id;
        this.parent = parent;
        setSelectionMode(Grid.SelectionMode.SINGLE);
        addClassName("hierarchy");
    }

    /** Shows these in place of what is there; one without its parent stands at the top. */
    public void show(Collection<T> items) {
        Map<Long, T> byId = new HashMap<>();
        items.forEach(item -> byId.put(id.applyAsLong(item), item));
        Map<Long, List<T>> below = new HashMap<>();
        Set<Long> tops = new HashSet<>();
        TreeData<T> tree = new TreeData<>();
        List<T> first = items.stream().filter(item -> above(item, byId) == null).toList();
        first.forEach(item -> tops.add(id.applyAsLong(item)));
        items.stream()
                .filter(item -> !tops.contains(id.applyAsLong(item)))
                .forEach(item -> below.computeIfAbsent(parent.apply(item).orElseThrow(), _ -> new ArrayList<>())
                        .add(item));
        tree.addItems(first, item -> below.getOrDefault(id.applyAsLong(item), List.of()));
        GridRows.fit(this, items.size());
        setDataProvider(new ByNumber<>(tree, id));
        expandRecursively(first, Integer.MAX_VALUE);
    }

    private @Nullable T above(T item, Map<Long, T> byId) {
        OptionalLong number = parent.apply(item);
        return number.isPresent() ? byId.get(number.getAsLong()) : null;
    }

    /** Hears that the first was dropped on the second; nothing moves by itself. */
    public void onMove(BiConsumer<T, T> moved) {
        setRowsDraggable(true);
        setDropMode(GridDropMode.ON_TOP);
        addDragStartListener(event -> dragged = event.getDraggedItems().getFirst());
        addDragEndListener(_ -> dragged = null);
        addDropListener(event -> {
            T item = dragged;
            event.getDropTargetItem()
                    .filter(target -> event.getDropLocation() == GridDropLocation.ON_TOP)
                    .filter(target -> item != null && id.applyAsLong(target) != id.applyAsLong(item))
                    .ifPresent(target -> moved.accept(Objects.requireNonNull(item), target));
        });
    }

    /** Items are what their number is, whatever else changes. */
    private static final class ByNumber<T> extends TreeDataProvider<T> {
        private final transient ToLongFunction<T> id;

        ByNumber(TreeData<T> tree, ToLongFunction<T> id) {
            super(tree);
            this.id = id;
        }

        @Override
        public Object getId(T item) {
            return id.applyAsLong(item);
        }
    }
}

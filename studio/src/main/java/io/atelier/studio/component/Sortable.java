package io.atelier.studio.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.shared.Registration;
import java.util.function.Consumer;

/**
 * Lets people move items between containers, by pointer or keyboard. Mark containers and, as their direct children,
 * items. Nothing moves by itself: the listener moves the component on the server.
 */
@Tag("atelier-sortable")
@NpmPackage(value = "sortablejs", version = "1.15.7")
public final class Sortable extends LazyElement implements HasComponents {

    /**
     * An item is to be moved.
     *
     * @param index where to insert after removing, from 0
     */
    public record ItemMoved(String itemId, String fromContainer, String toContainer, int index) {}

    /** Announcements, with {@code {title}}, {@code {container}}, {@code {position}}, {@code {count}}. */
    public record Labels(String item, String lifted, String position, String dropped, String cancelled) {}

    public static void markContainer(Component component, String id, String title) {
        component.getElement().setAttribute("data-container-id", id);
        component.getElement().setAttribute("data-title", title);
    }

    public static void markItem(Component component, String id, String title) {
        component.getElement().setAttribute("data-item-id", id);
        component.getElement().setAttribute("data-title", title);
    }

    /** Keeps an item where it is. */
    public static void setLocked(Component item, boolean locked) {
        item.getElement().setAttribute("data-locked", locked);
    }

    /** Keeps items of other containers out. */
    public static void setNoDrop(Component container, boolean noDrop) {
        container.getElement().setAttribute("data-no-drop", noDrop);
    }

    /** Lets containers of all sortables of the same group exchange items. */
    public void setGroup(String group) {
        getElement().setProperty("group", group);
    }

    /** Sets the CSS selector of the grip in an item; empty for the whole item. */
    public void setHandle(String selector) {
        getElement().setProperty("handle", selector);
    }

    public void setDisabled(boolean disabled) {
        getElement().setProperty("disabled", disabled);
    }

    public void setLabels(Labels labels) {
        getElement().setPropertyBean("labels", labels);
    }

    public Registration addMoveListener(Consumer<ItemMoved> listener) {
        return ElementEvents.listen(this, "item-moved", ItemMoved.class, listener);
    }
}

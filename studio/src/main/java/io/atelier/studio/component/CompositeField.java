package io.atelier.studio.component;

import com.vaadin.flow.component.customfield.CustomField;
import io.atelier.platform.metadata.FieldValue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A control made of several. Its own value only counts the changes, so that listeners hear of them. */
abstract class CompositeField extends CustomField<Integer> {
    private int changes;

    CompositeField() {
        super(0);
        addClassName("composite-field");
    }

    /** Returns what a write request takes; null for empty. */
    abstract @Nullable Object apiValue();

    /** Shows a value; {@code names} names what it points to. */
    abstract void show(FieldValue value, LongFunction<String> names);

    final void changed() {
        changes++;
        updateValue();
    }

    @Override
    protected final Integer generateModelValue() {
        return changes;
    }

    @Override
    protected final void setPresentationValue(Integer count) {
        // What is shown comes by show(), with names; the count shows nothing.
    }
}

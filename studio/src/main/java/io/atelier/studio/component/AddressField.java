package io.atelier.studio.component;

import com.vaadin.flow.component.html.Div;
import io.atelier.platform.metadata.AddressPart;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Edits the parts of an address together. */
final class AddressField extends CompositeField {
    private final SequencedMap<AddressPart, FieldEditor> parts = new LinkedHashMap<>();

    AddressField(FieldDef address, EditorContext context) {
        Div grid = new Div();
        grid.addClassName("address-parts");
        context.parts(address).forEach((part, field) -> {
            FieldEditor editor = FieldEditor.of(field, context);
            editor.component().getElement().setProperty("label", context.text("record.address." + part.key()));
            editor.component().addClassName("address-" + part.key());
            editor.onChange(this::changed);
            parts.put(part, editor);
            grid.add(editor.component());
        });
        add(grid);
    }

    @Override
    @Nullable
    Object apiValue() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        parts.forEach((part, editor) -> values.put(part.key(), editor.apiValue()));
        return values;
    }

    @Override
    void show(FieldValue value, LongFunction<String> names) {
        Map<AddressPart, FieldValue> shown = value instanceof FieldValue.Address(var given) ? given : Map.of();
        parts.forEach((part, editor) -> editor.set(shown.getOrDefault(part, FieldValue.NULL)));
    }
}

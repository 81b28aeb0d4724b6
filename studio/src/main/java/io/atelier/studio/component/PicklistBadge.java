package io.atelier.studio.component;

import com.vaadin.flow.component.html.Span;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.PicklistValue;
import java.util.Locale;
import java.util.Optional;

/** A picklist's value with its colour as a dot beside the text, so that no meaning hangs on colour alone. */
public final class PicklistBadge {
    private PicklistBadge() {}

    public static Span of(FieldDef field, String stored, Locale locale) {
        Optional<PicklistValue> value = field.findValue(stored);
        Span badge = new Span();
        badge.addClassName("picklist-value");
        value.map(PicklistValue::colour).filter(colour -> !colour.isEmpty()).ifPresent(colour -> {
            Span dot = new Span();
            dot.addClassName("picklist-dot");
            dot.getStyle().set("--dot", colour);
            badge.add(dot);
        });
        badge.add(new Span(value.map(v -> v.label().in(locale)).orElse(stored)));
        return badge;
    }
}

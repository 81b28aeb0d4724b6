package io.atelier.studio.component;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Chooses a module, then one of its records. */
final class AnyLookupField extends CompositeField {
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final ComboBox<LookupItem> record = new ComboBox<>();

    AnyLookupField(FieldDef field, EditorContext context) {
        List<ModuleDef> targets = context.targets(field);
        module.setItems(targets);
        module.setItemLabelGenerator(target -> target.singular().in(context.locale()));
        module.setAriaLabel(context.text("record.anyLookup.module"));
        module.setId("field-" + field.apiName() + "-module");
        module.addClassName("any-lookup-module");
        record.setItemLabelGenerator(LookupItem::name);
        record.setAriaLabel(context.text("record.anyLookup.record"));
        record.setId("field-" + field.apiName() + "-record");
        record.setClearButtonVisible(true);
        record.setItems(LookupItems.of((text, limit) -> module.getOptionalValue()
                .map(target -> context.findIn(target.apiName(), text, limit))
                .orElse(List.of())));
        module.addValueChangeListener(event -> {
            record.clear();
            record.getDataProvider().refreshAll();
            record.setEnabled(event.getValue() != null);
        });
        record.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed();
            }
        });
        record.setEnabled(false);
        if (targets.size() == 1) {
            module.setValue(targets.getFirst());
        }
        Div row = new Div(module, record);
        row.addClassName("any-lookup");
        add(row);
    }

    @Override
    @Nullable
    Object apiValue() {
        return module.getOptionalValue()
                .flatMap(target -> record.getOptionalValue().map(item -> target.apiName() + ":" + item.id()))
                .orElse(null);
    }

    @Override
    void show(FieldValue value, LongFunction<String> names) {
        record.clear();
        if (value instanceof FieldValue.AnyLookup(String name, long id)) {
            module.getListDataView()
                    .getItems()
                    .filter(target -> target.apiName().equals(name))
                    .findFirst()
                    .ifPresent(target -> {
                        module.setValue(target);
                        record.setValue(new LookupItem(id, names.apply(id)));
                    });
        }
    }
}

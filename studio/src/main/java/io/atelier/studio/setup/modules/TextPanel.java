package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.IntegerField;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** How long a text may be, and whether it is HTML. */
final class TextPanel extends TypePanel {
    private final FieldType type;
    private final FieldProperties.Text known;
    private final IntegerField length;
    private final Checkbox rich = new Checkbox();

    TextPanel(Workspace workspace, FieldType type, FieldProperties.Text known) {
        super(workspace);
        this.type = type;
        this.known = known;
        length = number("modules.length", "field-length", known.length(), 1, most(known.rich()));
        rich.setLabel(workspace.text("modules.rich"));
        rich.setHelperText(workspace.text("modules.rich.help"));
        rich.setId("field-rich");
        rich.setValue(known.rich());
        rich.setVisible(type == FieldType.TEXTAREA);
        rich.addValueChangeListener(event -> {
            length.setMax(most(event.getValue()));
            length.setHelperText(workspace.text("modules.range", 1, most(event.getValue())));
        });
        form.add(length, rich);
    }

    private int most(boolean html) {
        return type == FieldType.TEXTAREA && !html ? FieldProperties.Text.MAX_PLAIN : type.maxLength();
    }

    @Override
    Optional<FieldProperties> properties() {
        return value(length).map(most -> new FieldProperties.Text(most, rich.getValue(), known.composedOf()));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.textfield.IntegerField;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** How many digits a number may have, and how many of them are decimals. */
final class NumberPanel extends TypePanel {
    private static final int MOST_DECIMALS = 9;

    private final IntegerField digits;
    private final IntegerField decimals;

    NumberPanel(Workspace workspace, FieldType type, FieldProperties.Number known) {
        super(workspace);
        boolean whole = type == FieldType.INTEGER || type == FieldType.BIGINT;
        digits = number("modules.digits", "field-digits", known.precision(), 1, type.maxLength());
        decimals = number(
                "modules.decimals", "field-decimals", known.scale(), 0, type == FieldType.PERCENT ? 2 : MOST_DECIMALS);
        decimals.setVisible(!whole);
        form.add(digits, decimals);
    }

    @Override
    Optional<FieldProperties> properties() {
        return value(digits).flatMap(all -> value(decimals).map(scale -> new FieldProperties.Number(all, scale)));
    }
}

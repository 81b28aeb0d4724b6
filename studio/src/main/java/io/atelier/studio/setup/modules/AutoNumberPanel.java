package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** What stands before and behind a record's number, and where the numbers start. */
final class AutoNumberPanel extends TypePanel {
    private final TextField prefix;
    private final TextField suffix;
    private final IntegerField start;

    AutoNumberPanel(Workspace workspace, FieldProperties.AutoNumber known) {
        super(workspace);
        prefix = text("modules.prefix", "field-prefix", known.prefix());
        prefix.setMaxLength(FieldProperties.AutoNumber.MAX_AFFIX);
        prefix.setHelperText(workspace.text("modules.prefix.help", "{YYYY}", "{MM}", "{DD}"));
        suffix = text("modules.suffix", "field-suffix", known.suffix());
        suffix.setMaxLength(FieldProperties.AutoNumber.MAX_AFFIX);
        start = new IntegerField(workspace.text("modules.start"));
        start.setId("field-start");
        start.setMin(0);
        start.setValue(Math.toIntExact(Math.min(known.start(), Integer.MAX_VALUE)));
        form.add(prefix, suffix, start);
    }

    @Override
    Optional<FieldProperties> properties() {
        return value(start).map(first -> new FieldProperties.AutoNumber(prefix.getValue(), suffix.getValue(), first));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** How many rows a subform has; what stands in them is said in the designer of its own module. */
final class SubformPanel extends TypePanel {
    private final FieldProperties.Subform known;
    private final IntegerField rows;

    SubformPanel(Workspace workspace, FieldProperties.Subform known) {
        super(workspace);
        this.known = known;
        rows = number("modules.rows", "field-rows", known.maxRows(), 1, FieldProperties.Subform.MAX_ROWS);
        form.add(rows);
        if (known.module().isEmpty()) {
            Span hint = new Span(workspace.text("modules.subform.columns.after"));
            hint.addClassName("hint");
            add(hint);
        } else {
            Anchor columns = new Anchor("setup/modules/" + known.module(), workspace.text("modules.subform.columns"));
            columns.getElement().setAttribute("router-link", true);
            columns.setId("field-columns");
            add(columns);
        }
    }

    @Override
    Optional<FieldProperties> properties() {
        return value(rows).map(most -> new FieldProperties.Subform(known.module(), known.parentField(), most));
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.textfield.IntegerField;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** How many files a field holds. */
final class FilesPanel extends TypePanel {
    private final IntegerField most;

    FilesPanel(Workspace workspace, FieldType type, FieldProperties.Files known) {
        super(workspace);
        int limit = type == FieldType.IMAGEUPLOAD ? FieldProperties.Files.MAX_IMAGES : FieldProperties.Files.MAX_FILES;
        most = number("modules.files", "field-most", known.most(), 1, limit);
        form.add(most);
    }

    @Override
    Optional<FieldProperties> properties() {
        return value(most).map(FieldProperties.Files::new);
    }
}

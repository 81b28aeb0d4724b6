package io.atelier.studio.workspace.share;

import com.vaadin.flow.component.combobox.ComboBox;
import io.atelier.platform.access.AccessLevel;
import io.atelier.studio.workspace.records.Workspace;

/** Chooses how far something is open. */
public final class LevelBox extends ComboBox<AccessLevel> {

    public LevelBox(Principals principals, Workspace workspace) {
        setLabel(workspace.text("share.level"));
        setItems(AccessLevel.values());
        setItemLabelGenerator(principals::level);
        setValue(AccessLevel.READ_ONLY);
    }

    /** Returns the level; one that was emptied is the least. */
    public AccessLevel level() {
        return getOptionalValue().orElse(AccessLevel.READ_ONLY);
    }
}

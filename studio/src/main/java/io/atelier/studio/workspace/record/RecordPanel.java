package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.Component;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import java.util.List;
import java.util.Optional;

/** Where features add to a record's page: beans of this type, in their order, asked anew at each showing. */
public interface RecordPanel {
    /**
     * Returns a block that stands below the sections, or nothing.
     *
     * @param reload shows the record anew after the feature changed it
     */
    default Optional<Component> create(ModuleDef module, CrmRecord record, Runnable reload) {
        return Optional.empty();
    }

    /** Returns buttons for the head of the page. */
    default List<Component> actions(ModuleDef module, CrmRecord record, Runnable reload) {
        return List.of();
    }
}

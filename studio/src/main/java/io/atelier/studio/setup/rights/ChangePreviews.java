package io.atelier.studio.setup.rights;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.Territory;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.record.ExplainService;
import io.atelier.platform.record.SharingPreview;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.function.Supplier;

/** Asks before a change of rights is saved that shows records to people or hides them. */
@SpringComponent
@VaadinSessionScope
public class ChangePreviews {
    private static final SharingPreview NOTHING = new SharingPreview(List.of(), true);

    private final Workspace workspace;
    private final ExplainService explain;

    ChangePreviews(Workspace workspace, ExplainService explain) {
        this.workspace = workspace;
        this.explain = explain;
    }

    /** Saves at once if nobody will see more or less, else when the person has seen what will change. */
    public void ask(SharingChange change, Runnable save) {
        ask(change, save, () -> {});
    }

    /** As above; what is not saved is taken back. */
    public void ask(SharingChange change, Runnable save, Runnable cancelled) {
        open(preview(() -> explain.preview(workspace.actor(), change)), NOTHING, save, cancelled);
    }

    /** The same for a territory, whose records stay where they are; others join if its criteria change. */
    public void ask(Territory before, Territory after, Runnable save) {
        boolean sameCriteria = before.data().criteria().equals(after.data().criteria());
        open(
                preview(() -> explain.preview(workspace.actor(), new SharingChange.OfTerritory(after))),
                sameCriteria ? NOTHING : preview(() -> explain.joining(workspace.actor(), after)),
                save,
                () -> {});
    }

    /** What cannot be saved cannot be tried either: saving then says why. */
    private static SharingPreview preview(Supplier<SharingPreview> tried) {
        try {
            return tried.get();
        } catch (PlatformException _) {
            return NOTHING;
        }
    }

    private void open(SharingPreview change, SharingPreview joining, Runnable save, Runnable cancelled) {
        if (change.isNothing() && joining.isNothing()) {
            save.run();
            return;
        }
        new PreviewDialog(workspace, change, joining, save, cancelled).open();
    }
}

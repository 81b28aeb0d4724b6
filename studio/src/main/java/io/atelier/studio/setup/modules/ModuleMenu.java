package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.record.RecordService;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;

/** What can be done with a stored module as a whole: taken out of the navigation, put back, deleted. */
final class ModuleMenu extends MenuBar {
    private final Workspace workspace;
    private final SetupService setup;
    private final RecordService records;
    private final ModuleDef module;

    ModuleMenu(Workspace workspace, SetupService setup, RecordService records, ModuleDef module) {
        this.workspace = workspace;
        this.setup = setup;
        this.records = records;
        this.module = module;
        setId("module-menu");
        addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem root = addItem(ModuleIcon.decorative(VaadinIcon.ELLIPSIS_DOTS_V));
        root.setAriaLabel(workspace.text("modules.module.menu", name()));
        if (module.head().isOrdinary()) {
            boolean hidden = module.head().hidden();
            root.getSubMenu()
                    .addItem(
                            workspace.text(hidden ? "modules.module.show" : "modules.module.hide"),
                            _ -> changeVisibility(hidden));
        }
        if (module.head().isOrdinary()) {
            root.getSubMenu()
                    .addItem(
                            workspace.text("modules.module.locking"),
                            _ -> UI.getCurrent().navigate("setup/locking/" + module.apiName()));
        }
        root.getSubMenu()
                .addItem(
                        workspace.text("modules.module.delete"),
                        _ -> new DeleteModuleDialog(workspace, records, module, deletion(), this::delete).open());
    }

    private String name() {
        return module.plural().in(workspace.locale());
    }

    private void changeVisibility(boolean hidden) {
        if (hidden) {
            hide(false);
            return;
        }
        Confirmation.ask(
                workspace.text("modules.module.hide.title", name()),
                workspace.text("modules.module.hide.text"),
                workspace.text("modules.module.hide"),
                workspace.text("record.dialog.cancel"),
                () -> hide(true));
    }

    private void hide(boolean hidden) {
        setup.apply(
                workspace.actor(),
                setup.plan(workspace.actor(), List.of(new SchemaChange.HideModule(module.apiName(), hidden))));
        Toast.success(workspace.text(hidden ? "modules.module.hidden" : "modules.module.shown", name()));
    }

    private SchemaPlan deletion() {
        return setup.plan(workspace.actor(), List.of(new SchemaChange.DeleteModule(module.apiName())));
    }

    private void delete() {
        setup.apply(workspace.actor(), deletion());
        Toast.success(workspace.text("modules.module.deleted", name()));
        UI.getCurrent().navigate("setup/modules");
    }
}

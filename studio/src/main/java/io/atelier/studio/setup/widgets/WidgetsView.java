package io.atelier.studio.setup.widgets;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.widget.Widget;
import io.atelier.platform.widget.WidgetService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;

/** Widgets: upload a zip, say where it stands. */
@Route("setup/widgets")
@Needs(Permission.MANAGE_EXTENSIONS)
@Menu(title = "widget.title", order = 410, icon = "vaadin:puzzle-piece")
@PermitAll
final class WidgetsView extends Div implements HasDynamicTitle {
    private static final int MAX_ZIP = 10 * 1024 * 1024;

    private final Workspace workspace;
    private final WidgetService widgets;
    private final Grid<Widget> grid = new Grid<>();
    private final TextField name = new TextField();
    private final ComboBox<ModuleDef> module = new ComboBox<>();

    WidgetsView(Workspace workspace, WidgetService widgets) {
        this.workspace = workspace;
        this.widgets = widgets;
        workspace.access().require(Permission.MANAGE_EXTENSIONS);
        addClassName("page");
        Paragraph hint = new Paragraph(getTranslation("widget.hint"));
        hint.addClassName("hint");
        add(new H1(getTranslation("widget.title")), hint, form(), grid);
        configureGrid();
        refresh();
    }

    private Div form() {
        name.setLabel(getTranslation("widget.name"));
        name.setId("widget-name");
        name.setMaxLength(Widget.MAX_NAME);
        module.setLabel(getTranslation("widget.module"));
        module.setId("widget-module");
        module.setItems(workspace.model().modules());
        module.setItemLabelGenerator(m -> m.plural().in(workspace.locale()));
        Upload upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> place(metadata.fileName(), bytes)));
        upload.setAcceptedFileExtensions(".zip");
        upload.setMaxFileSize(MAX_ZIP);
        upload.setMaxFiles(1);
        upload.setId("widget-upload");
        upload.setUploadButton(new Button(getTranslation("widget.upload")));
        upload.setDropAllowed(false);
        Div form = new Div(name, module, upload);
        form.addClassNames("card", "tools");
        return form;
    }

    private void place(String fileName, byte[] zip) {
        if (name.isEmpty()) {
            name.setValue(fileName.replaceAll("(?i)\\.zip$", ""));
        }
        if (module.isEmpty()) {
            module.setErrorMessage(getTranslation("widget.moduleNeeded"));
            module.setInvalid(true);
            return;
        }
        try {
            widgets.upload(
                    workspace.actor(), name.getValue(), module.getValue().apiName(), new ByteArrayInputStream(zip));
            Toast.success(getTranslation("widget.placed"));
            name.clear();
            refresh();
        } catch (PlatformException e) {
            Toast.error(getTranslation("widget.refused"), e.getMessage());
        }
    }

    private void configureGrid() {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("widget.title"));
        grid.addColumn(Widget::name).setHeader(getTranslation("widget.name"));
        grid.addColumn(widget -> workspace
                        .model()
                        .findModule(widget.module())
                        .map(m -> m.plural().in(workspace.locale()))
                        .orElse(widget.module()))
                .setHeader(getTranslation("widget.module"));
        grid.addComponentColumn(widget -> {
                    Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
                        widgets.delete(workspace.actor(), widget.id());
                        refresh();
                    });
                    remove.setAriaLabel(getTranslation("widget.remove", widget.name()));
                    remove.addThemeVariants(ButtonVariant.TERTIARY);
                    return remove;
                })
                .setHeader(getTranslation("widget.actions"))
                .setFlexGrow(0);
    }

    private void refresh() {
        grid.setItems(widgets.all(workspace.actor()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("widget.title");
    }
}

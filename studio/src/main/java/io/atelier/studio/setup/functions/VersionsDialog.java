package io.atelier.studio.setup.functions;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.FunctionVersion;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.function.Consumer;

/** What was published, newest first: lets any of it run again, or brings it back into the editor. */
final class VersionsDialog extends Dialog {
    private final Workspace workspace;
    private final FunctionService functions;
    private final FunctionDef function;
    private final Consumer<FunctionDef> rolledBack;
    private final Consumer<String> edit;

    VersionsDialog(
            Workspace workspace,
            FunctionService functions,
            FunctionDef function,
            Consumer<FunctionDef> rolledBack,
            Consumer<String> edit) {
        this.workspace = workspace;
        this.functions = functions;
        this.function = function;
        this.rolledBack = rolledBack;
        this.edit = edit;
        setHeaderTitle(workspace.text("function.versions"));
        setWidth("min(48rem, 96vw)");
        add(new Paragraph(workspace.text("function.versions.hint")), grid());
        getFooter().add(new Button(workspace.text("function.close"), _ -> close()));
    }

    private Grid<FunctionVersion> grid() {
        Grid<FunctionVersion> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(workspace.text("function.unpublished"));
        grid.getElement().setAttribute("aria-label", workspace.text("function.versions"));
        grid.addColumn(version -> workspace.text("function.version", version.number()))
                .setHeader(workspace.text("function.version.number"));
        grid.addColumn(version -> RunTexts.time(workspace, version.publishedTime()))
                .setHeader(workspace.text("function.version.time"));
        grid.addComponentColumn(this::actions)
                .setHeader(workspace.text("function.actions"))
                .setAutoWidth(true);
        grid.setItems(functions.versions(workspace.actor(), function.id()));
        return grid;
    }

    private Component actions(FunctionVersion version) {
        Button load = new Button(workspace.text("function.version.edit"), _ -> {
            close();
            edit.accept(version.source());
        });
        Div actions = new Div(load);
        actions.addClassName("tools");
        boolean running = function.publishedVersion().isPresent()
                && function.publishedVersion().getAsInt() == version.number();
        if (running) {
            actions.addComponentAsFirst(RunTexts.quiet(workspace.text("function.version.running")));
        } else {
            Button back = new Button(workspace.text("function.version.rollBack"), _ -> rollBack(version));
            back.setId("roll-back-" + version.number());
            actions.addComponentAsFirst(back);
        }
        return actions;
    }

    private void rollBack(FunctionVersion version) {
        FunctionDef now = functions.rollBack(workspace.actor(), function.id(), version.number());
        close();
        Toast.success(workspace.text("function.version.rolledBack", version.number()));
        rolledBack.accept(now);
    }
}

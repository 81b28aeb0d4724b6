package io.atelier.studio.setup.functions;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;

/** All functions, each with its editor. */
@Route("setup/functions")
@Needs(Permission.MANAGE_EXTENSIONS)
@Menu(title = "function.title", order = 300, icon = "vaadin:code")
@PermitAll
final class FunctionsView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final FunctionService functions;

    FunctionsView(Workspace workspace, FunctionService functions) {
        this.workspace = workspace;
        this.functions = functions;
        workspace.access().require(Permission.MANAGE_EXTENSIONS);
        addClassName("page");
        Button create = new Button(
                getTranslation("function.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> new NewFunctionDialog(workspace, functions, FunctionsView::open).open());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("function-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("function.title")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("function.hint"));
        hint.addClassName("hint");
        add(header, hint, grid());
    }

    static String address(long id) {
        return "setup/functions/" + id;
    }

    private static void open(FunctionDef function) {
        UI.getCurrent().navigate(address(function.id()));
    }

    private Grid<FunctionDef> grid() {
        Grid<FunctionDef> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("function.empty"));
        grid.getElement().setAttribute("aria-label", getTranslation("function.title"));
        grid.addComponentColumn(function -> {
                    Anchor link = new Anchor(address(function.id()), function.name());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("function.name"));
        grid.addColumn(FunctionDef::apiName).setHeader(getTranslation("function.apiName"));
        grid.addColumn(function -> RunTexts.published(workspace, function.publishedVersion()))
                .setHeader(getTranslation("function.published"));
        grid.addComponentColumn(function -> functions.runs(workspace.actor(), function.id(), 1).stream()
                        .findFirst()
                        .map(run -> RunTexts.state(workspace, run.outcome().state()))
                        .orElseGet(() -> RunTexts.quiet(getTranslation("function.run.never"))))
                .setHeader(getTranslation("function.lastRun"));
        grid.setItems(functions.list(workspace.actor()));
        return grid;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("function.title");
    }
}

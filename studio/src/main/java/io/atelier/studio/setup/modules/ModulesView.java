package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;

/** All modules, each with its designer. */
@Route("setup/modules")
@Needs(Permission.CUSTOMIZE)
@Menu(title = "modules.title", order = 200, icon = "vaadin:cubes")
@PermitAll
final class ModulesView extends Div implements HasDynamicTitle {
    private final Workspace workspace;

    ModulesView(Workspace workspace) {
        this.workspace = workspace;
        workspace.access().require(Permission.CUSTOMIZE);
        addClassNames("page", "list-view");
        Button create = new Button(
                getTranslation("modules.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> UI.getCurrent().navigate("setup/modules/" + ModuleDesignerView.NEW));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("module-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("modules.title")), tools);
        header.addClassName("list-header");
        add(header, grid());
    }

    private Grid<ModuleDef> grid() {
        Grid<ModuleDef> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("modules.title"));
        grid.addComponentColumn(module -> {
                    Anchor link = new Anchor(
                            "setup/modules/" + module.apiName(), module.plural().in(workspace.locale()));
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("modules.name"))
                .setAutoWidth(true);
        grid.addColumn(ModuleDef::apiName).setHeader(getTranslation("modules.apiName"));
        grid.addColumn(module -> module.fields().size()).setHeader(getTranslation("modules.fields"));
        grid.addComponentColumn(module -> new Span(told(module))).setHeader(getTranslation("modules.kind"));
        grid.setItems(workspace.model().modules());
        return grid;
    }

    private String told(ModuleDef module) {
        String kind = getTranslation(kind(module));
        return module.head().hidden() && module.head().isOrdinary()
                ? getTranslation("modules.kind.hidden", kind)
                : kind;
    }

    private static String kind(ModuleDef module) {
        return switch (module.kind()) {
            case ORDINARY -> module.custom() ? "modules.kind.custom" : "modules.kind.standard";
            case LINKING -> "modules.kind.linking";
            case SUBFORM -> "modules.kind.subform";
        };
    }

    @Override
    public String getPageTitle() {
        return getTranslation("modules.title");
    }
}

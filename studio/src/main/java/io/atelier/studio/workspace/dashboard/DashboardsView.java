package io.atelier.studio.workspace.dashboard;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.analytics.Dashboard;
import io.atelier.platform.analytics.DashboardService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** All dashboards. */
@Route("dashboards")
@PermitAll
final class DashboardsView extends Div implements HasDynamicTitle {
    DashboardsView(Workspace workspace, DashboardService dashboards) {
        addClassName("page");
        Div tools = new Div();
        tools.addClassName("tools");
        if (workspace.access().has(Permission.MANAGE_DASHBOARDS)) {
            Button create =
                    new Button(getTranslation("dashboard.create"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> {
                        Dashboard made = dashboards.save(
                                workspace.actor(), new Dashboard(0, getTranslation("dashboard.newName"), 0, List.of()));
                        UI.getCurrent().navigate("dashboards/" + made.id());
                    });
            create.addThemeVariants(ButtonVariant.PRIMARY);
            create.setId("dashboard-create");
            tools.add(create);
        }
        Div header = new Div(new H1(getTranslation("dashboard.title")), tools);
        header.addClassName("list-header");
        add(header, tiles(dashboards.all(workspace.actor())));
    }

    private Div tiles(List<Dashboard> dashboards) {
        Div tiles = new Div();
        tiles.addClassName("tiles");
        dashboards.forEach(dashboard -> {
            Anchor link = new Anchor("dashboards/" + dashboard.id(), dashboard.name());
            link.getElement().setAttribute("router-link", true);
            link.addClassName("tile");
            tiles.add(link);
        });
        if (dashboards.isEmpty()) {
            Span none = new Span(getTranslation("dashboard.none"));
            none.addClassName("empty-state");
            tiles.add(none);
        }
        return tiles;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("dashboard.title");
    }
}

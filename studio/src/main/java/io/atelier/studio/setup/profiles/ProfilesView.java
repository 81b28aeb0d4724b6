package io.atelier.studio.setup.profiles;

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
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Optional;

/** All profiles. */
@Route("setup/profiles")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "profile.title", order = 130, icon = "vaadin:key")
@PermitAll
final class ProfilesView extends Div implements HasDynamicTitle {

    ProfilesView(Workspace workspace, ProfileService profiles) {
        workspace.access().require(Permission.MANAGE_SECURITY);
        addClassName("page");
        Button create = new Button(
                getTranslation("profile.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> ProfileDialog.create(
                        workspace,
                        profiles,
                        Optional.empty(),
                        made -> UI.getCurrent().navigate(ProfileView.address(made.id()))));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("profile-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("profile.title")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("profile.hint"));
        hint.addClassName("hint");
        add(header, hint, grid(workspace, profiles));
    }

    private Grid<Profile> grid(Workspace workspace, ProfileService profiles) {
        Map<Long, Long> people = profiles.people(workspace.actor());
        Grid<Profile> grid = new Grid<>();
        grid.setId("profiles");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", getTranslation("profile.title"));
        grid.addComponentColumn(profile -> {
                    Anchor link = new Anchor(ProfileView.address(profile.id()), profile.name());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("profile.name"));
        grid.addColumn(profile -> people.getOrDefault(profile.id(), 0L)).setHeader(getTranslation("profile.people"));
        grid.addColumn(profile -> getTranslation(
                        profile.permissions().administrator() ? "profile.kind.all" : "profile.kind.some"))
                .setHeader(getTranslation("profile.kind"));
        GridRows.show(grid, profiles.all(workspace.actor()));
        return grid;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("profile.title");
    }
}

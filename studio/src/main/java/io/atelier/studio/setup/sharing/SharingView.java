package io.atelier.studio.setup.sharing;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.component.NativeCells;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What everybody may do with everybody's records, by module, and how many rules open more. */
@Route("setup/sharing")
@Needs(Permission.MANAGE_SECURITY)
@Menu(title = "sharing.title", order = 160, icon = "vaadin:share")
@PermitAll
final class SharingView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final SharingService sharing;
    private final ChangePreviews previews;
    private final Grid<ModuleDef> grid = new Grid<>();

    SharingView(Workspace workspace, SharingService sharing, ChangePreviews previews) {
        this.previews = previews;
        this.workspace = workspace;
        this.sharing = sharing;
        workspace.access().require(Permission.MANAGE_SECURITY);
        addClassNames("page", "list-view");
        Paragraph hint = new Paragraph(getTranslation("sharing.hint"));
        hint.addClassName("hint");
        configureGrid();
        add(new H1(getTranslation("sharing.title")), hint, grid);
    }

    private void configureGrid() {
        Map<String, Long> rules = sharing.rules(workspace.actor()).stream()
                .collect(Collectors.groupingBy(rule -> rule.data().module(), Collectors.counting()));
        List<NativeCells.Option> defaults = Arrays.stream(DefaultSharing.values())
                .map(each -> new NativeCells.Option(
                        each.name(),
                        getTranslation("sharing.default." + each.name().toLowerCase(Locale.ROOT))))
                .toList();
        grid.setId("sharing");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", getTranslation("sharing.title"));
        grid.addComponentColumn(module -> {
                    Anchor link = new Anchor(ModuleSharingView.address(module.apiName()), name(module));
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("sharing.module"));
        grid.addColumn(NativeCells.choice(
                        _ -> defaults,
                        module -> sharing.defaultOf(workspace.actor(), module.apiName())
                                .name(),
                        module -> getTranslation("sharing.default.of", name(module)),
                        (module, wanted) -> change(module, DefaultSharing.valueOf(wanted))))
                .setHeader(getTranslation("sharing.default"))
                .setFlexGrow(2);
        grid.addColumn(module -> rules.getOrDefault(module.apiName(), 0L)).setHeader(getTranslation("sharing.rules"));
        GridRows.show(
                grid,
                workspace.model().modules().stream()
                        .filter(module -> !module.kind().isOwned())
                        .toList());
    }

    private String name(ModuleDef module) {
        return module.plural().in(workspace.locale());
    }

    private void change(ModuleDef module, DefaultSharing wanted) {
        previews.ask(
                new SharingChange.OfDefault(module.apiName(), wanted),
                () -> {
                    if (Attempt.of(
                            workspace, () -> sharing.changeDefault(workspace.actor(), module.apiName(), wanted))) {
                        Toast.success(getTranslation("sharing.default.saved", name(module)));
                    }
                    grid.getDataProvider().refreshItem(module);
                },
                () -> grid.getDataProvider().refreshItem(module));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("sharing.title");
    }
}

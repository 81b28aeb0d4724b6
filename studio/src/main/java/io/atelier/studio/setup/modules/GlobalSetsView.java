package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sets of values that several picklists share; those of currencies are kept with the currencies. */
@Route("setup/global-sets")
@Needs(Permission.CUSTOMIZE)
@Menu(title = "modules.globals", order = 210, icon = "vaadin:list-select")
@PermitAll
final class GlobalSetsView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final SetupService setup;
    private final Grid<GlobalPicklist> grid = new Grid<>();

    GlobalSetsView(Workspace workspace, SetupService setup) {
        this.workspace = workspace;
        this.setup = setup;
        workspace.access().require(Permission.CUSTOMIZE);
        addClassNames("page", "list-view");
        Button create = new Button(
                getTranslation("modules.globals.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> new GlobalSetDialog(workspace, Optional.empty(), this::save).open());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("global-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("modules.globals")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("modules.globals.hint"));
        hint.addClassName("hint");
        configure();
        add(header, hint, grid);
        refresh();
    }

    private void configure() {
        grid.setId("global-sets");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("modules.globals.none"));
        grid.getElement().setAttribute("aria-label", getTranslation("modules.globals"));
        grid.addColumn(set -> set.label().in(workspace.locale())).setHeader(getTranslation("modules.globals.name"));
        grid.addColumn(GlobalPicklist::apiName).setHeader(getTranslation("modules.apiName"));
        grid.addColumn(set -> set.values().size()).setHeader(getTranslation("modules.globals.values"));
        grid.addColumn(this::users)
                .setHeader(getTranslation("modules.globals.users"))
                .setFlexGrow(2);
        grid.addComponentColumn(this::tools).setWidth("14rem").setFlexGrow(0);
    }

    private void refresh() {
        grid.setItems(workspace.model().picklists().stream()
                .filter(set -> !set.apiName().equals(CurrencyFields.PICKLIST))
                .toList());
    }

    /** Returns the fields that use the set, each with its module. */
    private String users(GlobalPicklist set) {
        return workspace.model().modules().stream()
                .flatMap(module -> module.fields().stream()
                        .filter(field -> field.properties() instanceof FieldProperties.Choices choices
                                && choices.global().equals(set.apiName()))
                        .map(field -> module.plural().in(workspace.locale()) + " · "
                                + field.label().in(workspace.locale())))
                .collect(Collectors.joining(", "));
    }

    private Div tools(GlobalPicklist set) {
        String name = set.label().in(workspace.locale());
        Button edit = new Button(
                getTranslation("modules.globals.edit"),
                _ -> new GlobalSetDialog(workspace, Optional.of(set), this::save).open());
        edit.setAriaLabel(getTranslation("modules.globals.edit") + ": " + name);
        edit.addThemeVariants(ButtonVariant.TERTIARY);
        Button delete = new Button(getTranslation("modules.globals.delete"), _ -> confirmDeletion(set, name));
        delete.setAriaLabel(getTranslation("modules.globals.delete") + ": " + name);
        delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div tools = new Div(edit, delete);
        tools.addClassName("row-tools");
        return tools;
    }

    private List<Violation> save(GlobalPicklist set) {
        return apply(new SchemaChange.DefinePicklist(set), "modules.globals.saved");
    }

    private void confirmDeletion(GlobalPicklist set, String name) {
        Confirmation.ask(
                getTranslation("modules.globals.delete.title", name),
                getTranslation("modules.globals.delete.text"),
                getTranslation("modules.globals.delete"),
                getTranslation("record.dialog.cancel"),
                () -> {
                    List<Violation> problems =
                            apply(new SchemaChange.DeletePicklist(set.apiName()), "modules.globals.deleted");
                    if (!problems.isEmpty()) {
                        Toast.error(
                                getTranslation("modules.plan.problems"),
                                problems.stream().map(Violation::message).collect(Collectors.joining(" ")));
                    }
                });
    }

    /** Returns what forbids the change; where nothing does it is done. */
    private List<Violation> apply(SchemaChange change, String told) {
        SchemaPlan plan = setup.plan(workspace.actor(), List.of(change));
        if (plan.isApplicable()) {
            setup.apply(workspace.actor(), plan);
            Toast.success(getTranslation(told));
            refresh();
        }
        return plan.problems();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("modules.globals");
    }
}

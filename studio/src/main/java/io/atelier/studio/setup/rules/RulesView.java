package io.atelier.studio.setup.rules;

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
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.automation.WorkflowRule;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;

/** All workflow rules. */
@Route("setup/workflow-rules")
@Needs(Permission.MANAGE_AUTOMATION)
@Menu(title = "rule.title", order = 310, icon = "vaadin:automation")
@PermitAll
final class RulesView extends Div implements HasDynamicTitle {
    private final Workspace workspace;

    RulesView(Workspace workspace, RuleService rules) {
        this.workspace = workspace;
        workspace.access().require(Permission.MANAGE_AUTOMATION);
        addClassName("page");
        Button create = new Button(
                getTranslation("rule.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> UI.getCurrent().navigate("setup/workflow-rules/" + RuleView.NEW));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("rule-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("rule.title")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("rule.hint"));
        hint.addClassName("hint");
        add(header, hint, grid(rules));
    }

    private Grid<WorkflowRule> grid(RuleService rules) {
        Grid<WorkflowRule> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("rule.empty"));
        grid.getElement().setAttribute("aria-label", getTranslation("rule.title"));
        grid.addComponentColumn(rule -> {
                    Anchor link = new Anchor(
                            "setup/workflow-rules/" + rule.id(), rule.data().name());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("rule.name"));
        grid.addColumn(rule -> workspace
                        .model()
                        .findModule(rule.data().module())
                        .map(module -> module.plural().in(workspace.locale()))
                        .orElse(rule.data().module()))
                .setHeader(getTranslation("rule.module"));
        grid.addColumn(rule -> getTranslation(
                        "rule.event." + rule.data().event().name().toLowerCase(Locale.ROOT)))
                .setHeader(getTranslation("rule.event"));
        grid.addColumn(rule -> rule.data().actions().size()).setHeader(getTranslation("rule.actions"));
        grid.addColumn(rule -> getTranslation(rule.data().active() ? "rule.on" : "rule.off"))
                .setHeader(getTranslation("rule.active"));
        grid.setItems(rules.list(workspace.actor()));
        return grid;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("rule.title");
    }
}

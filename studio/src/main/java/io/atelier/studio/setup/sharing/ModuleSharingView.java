package io.atelier.studio.setup.sharing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Principals;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import java.util.Optional;

/** What opens the records of one module: its rules, and its fields of people. */
@Route("setup/sharing/:module")
@Needs(Permission.MANAGE_SECURITY)
@PermitAll
final class ModuleSharingView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Workspace workspace;
    private final Principals principals;
    private final SharingService sharing;
    private final ChangePreviews previews;
    private final Grid<SharingRule> grid = new Grid<>();
    private String title = "";

    ModuleSharingView(Workspace workspace, Principals principals, SharingService sharing, ChangePreviews previews) {
        this.previews = previews;
        this.workspace = workspace;
        this.principals = principals;
        this.sharing = sharing;
        addClassNames("page", "record-main");
        configureGrid();
    }

    static String address(String module) {
        return "setup/sharing/" + module;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent enter) {
        workspace.access().require(Permission.MANAGE_SECURITY);
        ModuleDef module = enter.getRouteParameters()
                .get("module")
                .flatMap(workspace::findModule)
                .filter(each -> !each.kind().isOwned())
                .orElseThrow(NotFoundException::new);
        title = getTranslation("sharing.of", module.plural().in(workspace.locale()));
        removeAll();
        add(header(module), rules(module), new FieldSharing(workspace, principals, sharing, module));
        refresh(module);
    }

    private Component header(ModuleDef module) {
        Anchor back = new Anchor("setup/sharing", getTranslation("sharing.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(title));
        heading.addClassName("heading-stack");
        Button create = new Button(
                getTranslation("sharing.rule.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> open(module, Optional.empty()));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("sharing-rule-create");
        Div header = new Div(heading, create);
        header.addClassName("record-header");
        return header;
    }

    private Component rules(ModuleDef module) {
        String now =
                sharing.defaultOf(workspace.actor(), module.apiName()).name().toLowerCase(Locale.ROOT);
        Paragraph hint = new Paragraph(getTranslation("sharing.rules.hint", getTranslation("sharing.default." + now)));
        hint.addClassName("hint");
        Section card = new Section(new H2(getTranslation("sharing.rules")), hint, grid);
        card.addClassNames("card", "form-card");
        return card;
    }

    private void configureGrid() {
        grid.setId("sharing-rules");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setEmptyStateText(getTranslation("sharing.rules.none"));
        grid.getElement().setAttribute("aria-label", getTranslation("sharing.rules"));
        grid.addColumn(rule -> rule.data().name()).setHeader(getTranslation("sharing.rule.name"));
        grid.addColumn(rule -> rule.data()
                        .source()
                        .map(principals::text)
                        .orElseGet(() -> getTranslation("sharing.rule.basis.criteria")))
                .setHeader(getTranslation("sharing.rule.whose"));
        grid.addColumn(rule -> principals.text(rule.data().target())).setHeader(getTranslation("sharing.rule.target"));
        grid.addColumn(rule -> principals.level(rule.data().access())).setHeader(getTranslation("share.level"));
        grid.addColumn(rule -> getTranslation(rule.data().active() ? "sharing.on" : "sharing.off"))
                .setHeader(getTranslation("sharing.rule.active"));
        grid.addComponentColumn(this::tools).setWidth("14rem").setFlexGrow(0);
    }

    private Div tools(SharingRule rule) {
        String name = rule.data().name();
        ModuleDef module = workspace.module(rule.data().module());
        Button edit = new Button(getTranslation("record.edit"), _ -> open(module, Optional.of(rule)));
        edit.setAriaLabel(getTranslation("record.edit") + ": " + name);
        edit.addThemeVariants(ButtonVariant.TERTIARY);
        Button delete = new Button(
                getTranslation("sharing.rule.delete"),
                _ -> Confirmation.ask(
                        getTranslation("sharing.rule.delete.title", name),
                        getTranslation("sharing.rule.delete.text"),
                        getTranslation("sharing.rule.delete"),
                        getTranslation("record.dialog.cancel"),
                        () -> previews.ask(new SharingChange.WithoutRule(module.apiName(), rule.id()), () -> {
                            sharing.delete(workspace.actor(), rule.id());
                            refresh(module);
                        })));
        delete.setAriaLabel(getTranslation("sharing.rule.delete") + ": " + name);
        delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div tools = new Div(edit, delete);
        tools.addClassName("row-tools");
        return tools;
    }

    private void open(ModuleDef module, Optional<SharingRule> rule) {
        new SharingRuleDialog(workspace, principals, sharing, previews, module, rule, () -> refresh(module)).open();
    }

    private void refresh(ModuleDef module) {
        GridRows.show(
                grid,
                sharing.rules(workspace.actor()).stream()
                        .filter(rule -> rule.data().module().equals(module.apiName()))
                        .toList());
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}

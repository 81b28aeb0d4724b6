package io.atelier.studio.setup.webforms;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.webform.WebForm;
import io.atelier.platform.webform.WebFormService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;

/** All public forms. */
@Route("setup/web-forms")
@Needs(Permission.MANAGE_WEB_FORMS)
@Menu(title = "webform.title", order = 420, icon = "vaadin:form")
@PermitAll
final class WebFormsView extends Div implements HasDynamicTitle {
    private final Workspace workspace;

    WebFormsView(Workspace workspace, WebFormService forms) {
        this.workspace = workspace;
        workspace.access().require(Permission.MANAGE_WEB_FORMS);
        addClassNames("page", "door");
        Button create = new Button(
                getTranslation("webform.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> UI.getCurrent().navigate(WebFormView.address(WebFormView.NEW)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("form-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("webform.title")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("webform.hint"));
        hint.addClassName("hint");
        add(header, hint, grid(forms));
    }

    private Grid<WebForm> grid(WebFormService forms) {
        Grid<WebForm> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("webform.title"));
        grid.addComponentColumn(form -> {
                    Anchor link = new Anchor(
                            WebFormView.address(Long.toString(form.id())),
                            form.data().name());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("webform.name"))
                .setAutoWidth(true);
        grid.addColumn(form -> workspace
                        .model()
                        .findModule(form.data().module())
                        .map(module -> module.plural().in(workspace.locale()))
                        .orElse(form.data().module()))
                .setHeader(getTranslation("webform.module"));
        grid.addColumn(form -> getTranslation(form.published() ? "webform.published" : "webform.unpublished"))
                .setHeader(getTranslation("webform.state"));
        grid.addColumn(WebForm::received).setHeader(getTranslation("webform.received"));
        grid.addColumn(WebForm::suspectedRobots).setHeader(getTranslation("webform.robots"));
        grid.setItems(forms.all(workspace.actor()));
        Div empty = new Div(new Span(getTranslation("webform.empty")));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
        return grid;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("webform.title");
    }
}

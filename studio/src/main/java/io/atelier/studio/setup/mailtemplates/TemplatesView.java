package io.atelier.studio.setup.mailtemplates;

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
import io.atelier.platform.mail.MailTemplate;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;

/** All mail templates. */
@Route("setup/mail-templates")
@Needs(Permission.MANAGE_TEMPLATES)
@Menu(title = "mail.title", order = 320, icon = "vaadin:envelope-o")
@PermitAll
final class TemplatesView extends Div implements HasDynamicTitle {
    TemplatesView(Workspace workspace, MailTemplateService templates) {
        workspace.access().require(Permission.MANAGE_TEMPLATES);
        addClassName("page");
        Button create = new Button(
                getTranslation("mail.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> UI.getCurrent().navigate("setup/mail-templates/" + TemplateView.NEW));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("mail-create");
        Div tools = new Div(create);
        tools.addClassName("tools");
        Div header = new Div(new H1(getTranslation("mail.title")), tools);
        header.addClassName("list-header");
        Paragraph hint = new Paragraph(getTranslation("mail.hint"));
        hint.addClassName("hint");
        Grid<MailTemplate> grid = new Grid<>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("mail.empty"));
        grid.getElement().setAttribute("aria-label", getTranslation("mail.title"));
        grid.addComponentColumn(template -> {
                    Anchor link = new Anchor(
                            "setup/mail-templates/" + template.id(),
                            template.data().name());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("mail.name"));
        grid.addColumn(template -> workspace
                        .model()
                        .findModule(template.data().module())
                        .map(module -> module.plural().in(workspace.locale()))
                        .orElse(template.data().module()))
                .setHeader(getTranslation("mail.module"));
        grid.addColumn(template -> template.data().subject())
                .setHeader(getTranslation("mail.subject"))
                .setFlexGrow(2);
        grid.setItems(templates.list(workspace.actor()));
        add(header, hint, grid);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("mail.title");
    }
}

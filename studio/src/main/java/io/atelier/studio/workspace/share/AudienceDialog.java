package io.atelier.studio.workspace.share;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RecordPerson;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.ExplainService;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.stream.Collectors;

/** Who has access to one record, and what opens it to them. */
final class AudienceDialog extends Dialog {
    AudienceDialog(
            Workspace workspace,
            Principals principals,
            Reasons reasons,
            ExplainService explain,
            ModuleDef module,
            CrmRecord record) {
        setId("audience-dialog");
        setHeaderTitle(workspace.text("access.audience.title", workspace.nameOf(module, record)));
        setWidth("min(56rem, 96vw)");
        List<RecordPerson> people = explain.people(workspace.actor(), module.apiName(), record.id());
        Paragraph count = new Paragraph(workspace.text("access.audience.count", people.size()));
        count.setId("audience-count");
        Grid<RecordPerson> grid = new Grid<>();
        grid.setId("audience");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", workspace.text("access.audience"));
        grid.addComponentColumn(person -> {
                    String name = principals.name(
                            new Principal(Principal.Kind.USER, person.user().value()));
                    Anchor link = new Anchor(
                            "setup/access?user=" + person.user().value() + "&module=" + module.apiName() + "&record="
                                    + record.id(),
                            name);
                    link.setRouterIgnore(true);
                    return link;
                })
                .setHeader(workspace.text("access.person"));
        grid.addColumn(person -> may(workspace, person)).setHeader(workspace.text("access.audience.may"));
        grid.addColumn(person -> person.reasons().stream()
                        .map(reason -> reasons.of(reason, module, record.id()).text())
                        .collect(Collectors.joining("; ")))
                .setHeader(workspace.text("access.audience.why"))
                .setFlexGrow(3);
        GridRows.show(grid, people);
        add(count, grid);
        Button done = new Button(workspace.text("share.done"), _ -> close());
        done.setId("audience-done");
        getFooter().add(done);
    }

    private static String may(Workspace workspace, RecordPerson person) {
        if (person.mayDelete()) {
            return workspace.text(person.mayEdit() ? "access.may.all" : "access.may.delete");
        }
        return workspace.text(person.mayEdit() ? "access.may.edit" : "access.may.see");
    }
}

package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel.RelatedList;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest records of another module that point to the one at hand. */
final class RelatedListPanel extends Section {
    private static final int SHOWN = 5;
    private static final int COLUMNS = 5;

    RelatedListPanel(Workspace workspace, RecordService records, RelatedList related, CrmRecord record) {
        ModuleDef module = related.module();
        addClassName("card");
        String title = related.field().relatedList().orElse(module.plural()).in(workspace.locale());
        Criteria pointing = Criteria.compare(related.field().apiName(), Operator.EQUALS, Long.toString(record.id()));
        List<FieldDef> columns = module.listView().columns().stream()
                .filter(name -> !name.equals(related.field().apiName()))
                .map(name -> workspace.access().findField(module, name))
                .flatMap(Optional::stream)
                .limit(COLUMNS)
                .toList();
        List<CrmRecord> rows =
                workspace.access().findField(module, related.field().apiName()).isEmpty()
                        ? List.of()
                        : records.query(
                                        workspace.actor(),
                                        RecordQuery.of(
                                                        module.apiName(),
                                                        columns.stream()
                                                                .map(FieldDef::apiName)
                                                                .toList(),
                                                        SHOWN + 1)
                                                .where(pointing))
                                .records();
        add(new H2(title));
        if (rows.isEmpty()) {
            Span none = new Span(workspace.text("record.related.none"));
            none.addClassName("empty");
            add(none);
            return;
        }
        add(grid(workspace, module, columns, rows.stream().limit(SHOWN).toList(), title));
        if (rows.size() > SHOWN) {
            Anchor all = new Anchor(
                    Routes.list(module.apiName()) + "?"
                            + QueryParameters.simple(Map.of("filter", pointing.toText()))
                                    .getQueryString(),
                    workspace.text("record.related.all"));
            all.getElement().setAttribute("router-link", true);
            add(all);
        }
    }

    private static Grid<CrmRecord> grid(
            Workspace workspace, ModuleDef module, List<FieldDef> columns, List<CrmRecord> rows, String title) {
        ValueText values = workspace.values();
        Grid<CrmRecord> grid = new Grid<>();
        grid.setAllRowsVisible(true);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", title);
        for (FieldDef field : columns) {
            grid.addComponentColumn(row -> {
                        String text = values.of(field, row);
                        if (!field.apiName().equals(module.displayField())) {
                            return new Span(text);
                        }
                        Anchor link = new Anchor(Routes.record(module.apiName(), row.id()), text);
                        link.getElement().setAttribute("router-link", true);
                        return link;
                    })
                    .setHeader(field.label().in(workspace.locale()))
                    .setAutoWidth(true);
        }
        grid.setItems(rows);
        return grid;
    }
}

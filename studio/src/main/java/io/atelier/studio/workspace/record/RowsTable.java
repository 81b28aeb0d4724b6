package io.atelier.studio.workspace.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.studio.component.EditorContext;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;

/** The rows of a subform, to read. */
final class RowsTable extends Div {
    private final EditorContext context;
    private final ValueText texts;

    RowsTable(Workspace workspace, FieldDef field, List<FieldValue.Row> rows) {
        String child = field.properties() instanceof FieldProperties.Subform subform ? subform.module() : "";
        this.context = workspace.editors(workspace.module(child));
        this.texts = workspace.values();
        addClassName("rows-table");
        List<FieldDef> columns = workspace.columns(field);
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        columns.forEach(column -> head.add(header(column, workspace)));
        for (FieldValue.Row row : rows) {
            NativeTableRow line = table.getBody().addRow();
            columns.forEach(column -> line.add(cell(column, row)));
        }
        add(table);
    }

    private static NativeTableHeaderCell header(FieldDef column, Workspace workspace) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(column.label().in(workspace.locale()));
        cell.getElement().setAttribute("scope", "col");
        cell.setClassName("number", column.kind() == ValueKind.NUMBER);
        return cell;
    }

    private NativeTableCell cell(FieldDef column, FieldValue.Row row) {
        FieldValue value = row.values().getOrDefault(column.apiName(), FieldValue.NULL);
        String text =
                value instanceof FieldValue.Lookup(long id) ? context.nameOf(column, id) : texts.of(column, value);
        NativeTableCell cell = new NativeTableCell(text);
        cell.setClassName("number", column.kind() == ValueKind.NUMBER);
        return cell;
    }
}

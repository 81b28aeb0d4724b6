package io.atelier.studio.workspace.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.transfer.RowPreview;
import io.atelier.studio.component.ValueText;
import io.atelier.studio.workspace.records.Workspace;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;

/** The first rows as they will be stored, and what is wrong with them. */
final class PreviewStep extends Div {
    private final Workspace workspace;
    private final ImportDraft draft;
    private final ValueText values;

    PreviewStep(Workspace workspace, ImportDraft draft, List<RowPreview> rows) {
        this.workspace = workspace;
        this.draft = draft;
        this.values = workspace.values();
        addClassName("import-step");
        NumberFormat numbers = NumberFormat.getIntegerInstance(workspace.locale());
        long faulty = rows.stream().filter(row -> !row.problems().isEmpty()).count();
        Paragraph summary = new Paragraph(workspace.text(
                "import.preview.summary",
                numbers.format(rows.size()),
                numbers.format(draft.preview().rowCount()),
                numbers.format(faulty)));
        summary.setId("import-preview-summary");
        Div card = new Div(new H2(workspace.text("import.preview")), summary, grid(rows));
        card.addClassName("card");
        add(card);
    }

    private Grid<RowPreview> grid(List<RowPreview> rows) {
        Grid<RowPreview> grid = new Grid<>();
        grid.setId("import-preview");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", workspace.text("import.preview"));
        grid.addColumn(RowPreview::line)
                .setHeader(workspace.text("import.line"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(this::outcome)
                .setHeader(workspace.text("import.outcome"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        draft.mappings().stream()
                .flatMap(mapping -> draft.field(mapping.field()).stream())
                .forEach(field -> grid.addColumn(row -> text(field, row))
                        .setHeader(field.label().in(workspace.locale()))
                        .setAutoWidth(true));
        grid.setItems(rows);
        return grid;
    }

    private Component outcome(RowPreview row) {
        if (row.problems().isEmpty()) {
            return new Span(workspace.text("import.outcome.good"));
        }
        Span problems = new Span(String.join("; ", row.problems()));
        problems.addClassName("import-problem");
        return problems;
    }

    /** A record that a cell names is called by its name, not by its id. */
    private String text(FieldDef field, RowPreview row) {
        String cell = row.cells().getOrDefault(field.apiName(), "");
        return Optional.ofNullable(row.values().get(field.apiName()))
                .filter(value -> !(value instanceof FieldValue.Lookup))
                .map(value -> values.of(field, value))
                .orElse(cell);
    }
}

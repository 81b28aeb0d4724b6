package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a subform: adds, edits and takes away. */
final class SubformField extends CompositeField {
    private static final int SHOWN_COLUMNS = 5;

    private final FieldDef field;
    private final EditorContext context;
    private final EditorContext rowContext;
    private final List<FieldDef> columns;
    private final int most;
    private final List<SubformRow> rows = new ArrayList<>();
    private final List<Long> deleted = new ArrayList<>();
    private final Grid<SubformRow> grid = new Grid<>();
    private final Span empty = new Span();
    private final Button more;
    private Optional<Move> lastMove = Optional.empty();

    private record Move(SubformRow row, int step) {}

    SubformField(FieldDef field, EditorContext context) {
        this.field = field;
        this.context = context;
        this.rowContext = context.rowsOf(field);
        this.columns = context.columns(field);
        this.most = field.properties() instanceof FieldProperties.Subform subform ? subform.maxRows() : 0;
        addClassName("subform-field");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.getElement().setAttribute("aria-label", field.label().in(context.locale()));
        ValueText texts = context.values();
        columns.stream()
                .limit(SHOWN_COLUMNS)
                .forEach(column -> grid.addColumn(row -> text(texts, column, row))
                        .setHeader(column.label().in(context.locale())));
        grid.addComponentColumn(this::tools).setWidth("12rem").setFlexGrow(0);
        empty.setText(context.text(columns.isEmpty() ? "record.rows.noColumns" : "record.rows.none"));
        empty.addClassName("hint");
        more = new Button(context.text("record.rows.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> addRow());
        more.setId("field-" + field.apiName() + "-add");
        more.addThemeVariants(ButtonVariant.TERTIARY);
        add(new Div(empty, grid, more));
        showRows();
    }

    private String text(ValueText texts, FieldDef column, SubformRow row) {
        return switch (row.value(column.apiName())) {
            case FieldValue.Lookup(long id) -> rowContext.nameOf(column, id);
            case FieldValue.Users(List<Long> ids) -> names(column, ids);
            case FieldValue value -> texts.of(column, value);
        };
    }

    private String names(FieldDef column, List<Long> ids) {
        return ids.stream().map(id -> rowContext.nameOf(column, id)).collect(Collectors.joining(", "));
    }

    private Div tools(SubformRow row) {
        int number = rows.indexOf(row) + 1;
        Button up = moving(row, -1, VaadinIcon.ARROW_UP, "record.rows.up");
        Button down = moving(row, 1, VaadinIcon.ARROW_DOWN, "record.rows.down");
        Button edit = new Button(ModuleIcon.decorative(VaadinIcon.PENCIL), _ -> open(row, this::rowsChanged));
        edit.setAriaLabel(context.text("record.rows.edit", number));
        edit.addThemeVariants(ButtonVariant.TERTIARY);
        Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
            row.id().ifPresent(deleted::add);
            rows.remove(row);
            rowsChanged();
        });
        remove.setAriaLabel(context.text("record.rows.remove", number));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        Div tools = new Div(up, down, edit, remove);
        tools.addClassName("row-tools");
        return tools;
    }

    private Button moving(SubformRow row, int step, VaadinIcon icon, String key) {
        int place = rows.indexOf(row);
        int target = place + step;
        Button button = new Button(ModuleIcon.decorative(icon), _ -> {
            lastMove = Optional.of(new Move(row, step));
            Collections.swap(rows, place, target);
            rowsChanged();
        });
        button.setAriaLabel(context.text(key, place + 1));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setEnabled(target >= 0 && target < rows.size());
        if (lastMove.equals(Optional.of(new Move(row, step)))) {
            // The buttons are made anew with each change: who moves by keyboard goes on from the row's own one.
            lastMove = Optional.empty();
            button.focus();
        }
        return button;
    }

    private void addRow() {
        SubformRow row = SubformRow.added();
        open(row, () -> {
            rows.add(row);
            rowsChanged();
        });
    }

    private void open(SubformRow row, Runnable done) {
        new SubformRowDialog(field.label().in(context.locale()), columns, rowContext, row, done).open();
    }

    private void rowsChanged() {
        showRows();
        changed();
    }

    private void showRows() {
        grid.setItems(rows);
        grid.getDataProvider().refreshAll();
        grid.setVisible(!rows.isEmpty());
        empty.setVisible(rows.isEmpty());
        more.setEnabled(!columns.isEmpty() && rows.size() < most);
    }

    /** Returns all rows in order, so that each keeps its place, and behind them those that go. */
    @Override
    @Nullable
    Object apiValue() {
        List<Map<String, @Nullable Object>> values =
                new ArrayList<>(rows.stream().map(SubformRow::apiValue).toList());
        for (long id : deleted) {
            Map<String, @Nullable Object> gone = new LinkedHashMap<>();
            gone.put("id", Long.toString(id));
            gone.put("_delete", null);
            values.add(gone);
        }
        return values.isEmpty() ? null : values;
    }

    @Override
    void show(FieldValue value, LongFunction<String> names) {
        rows.clear();
        deleted.clear();
        if (value instanceof FieldValue.Rows(List<FieldValue.Row> stored)) {
            stored.forEach(row -> rows.add(SubformRow.stored(row)));
        }
        showRows();
    }
}

package io.atelier.studio.workspace.transfer;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.transfer.FilePreview.ColumnPreview;
import io.atelier.platform.transfer.ImportPlan.Duplicates;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Mode;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ValueFormat;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which column fills which field, and what becomes of rows whose record is there already. */
final class ColumnsStep extends Div {
    private static final int SAMPLES = 3;

    private final Workspace workspace;
    private final ImportService imports;
    private final ImportDraft draft;
    private final List<Line> lines = new ArrayList<>();
    private final RadioButtonGroup<Mode> mode = new RadioButtonGroup<>();
    private final ComboBox<FieldDef> key = new ComboBox<>();
    private final Span problem = new Span();

    ColumnsStep(Workspace workspace, ImportService imports, ImportDraft draft) {
        this.workspace = workspace;
        this.imports = imports;
        this.draft = draft;
        addClassName("import-step");
        add(columns(), duplicates());
        offerKeys();
    }

    private Div columns() {
        Map<Integer, Mapping> proposed =
                draft.mappings().stream().collect(Collectors.toMap(Mapping::column, Function.identity()));
        Div head = new Div(
                new Span(workspace.text("import.column")),
                new Span(workspace.text("import.field")),
                new Span(workspace.text("import.format")));
        head.addClassNames("import-line", "import-head");
        head.getElement().setAttribute("aria-hidden", "true");
        problem.addClassName("import-problem");
        problem.getElement().setAttribute("role", "alert");
        Div card = new Div(new H2(workspace.text("import.columns")), head);
        card.addClassName("card");
        for (ColumnPreview column : draft.preview().columns()) {
            Line line = new Line(column, Optional.ofNullable(proposed.get(column.index())));
            lines.add(line);
            card.add(line);
        }
        card.add(problem);
        return card;
    }

    private Div duplicates() {
        mode.setLabel(workspace.text("import.duplicates"));
        mode.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        mode.setItems(Mode.values());
        mode.setItemLabelGenerator(
                m -> workspace.text("import.duplicates." + m.name().toLowerCase(Locale.ROOT)));
        mode.setValue(draft.duplicates().mode());
        mode.setId("import-duplicates");
        mode.addValueChangeListener(_ -> offerKeys());
        key.setLabel(workspace.text("import.key"));
        key.setId("import-key");
        key.setItemLabelGenerator(field -> field.label().in(workspace.locale()));
        Div card = new Div(mode, key);
        card.addClassNames("card", "import-duplicates");
        return card;
    }

    private void offerKeys() {
        List<FieldDef> keys = lines.stream()
                .flatMap(line -> line.field.getOptionalValue().stream())
                .filter(field -> tellsApart(field.type()))
                .toList();
        Optional<FieldDef> before = key.getOptionalValue()
                .or(() -> draft.module().findField(draft.duplicates().field()))
                .filter(keys::contains);
        key.setItems(keys);
        key.setVisible(mode.getValue() != Mode.NONE);
        before.or(() -> keys.stream()
                        .filter(field -> field.type() == FieldType.EMAIL)
                        .findFirst())
                .or(() -> keys.stream().findFirst())
                .ifPresent(key::setValue);
    }

    private static boolean tellsApart(FieldType type) {
        return type != FieldType.TEXTAREA && type != FieldType.MULTISELECTPICKLIST && type != FieldType.BOOLEAN;
    }

    /** Takes over what was chosen; says what is wrong and returns false if that is no plan. */
    boolean accept() {
        List<Mapping> mappings = lines.stream()
                .flatMap(line -> line.field.getOptionalValue().stream()
                        .map(field -> new Mapping(line.column.index(), field.apiName(), line.format.chosen())))
                .toList();
        boolean keyed = mode.getValue() == Mode.NONE || key.getOptionalValue().isPresent();
        key.setErrorMessage(workspace.text("import.key.needed"));
        key.setInvalid(!keyed);
        boolean single = markDoubles();
        problem.setText(
                mappings.isEmpty()
                        ? workspace.text("import.columns.none")
                        : single ? "" : workspace.text("import.columns.twice"));
        if (mappings.isEmpty() || !single || !keyed) {
            return false;
        }
        draft.decide(
                mappings,
                mode.getValue() == Mode.NONE
                        ? Duplicates.NONE
                        : new Duplicates(mode.getValue(), key.getValue().apiName()));
        return true;
    }

    private boolean markDoubles() {
        Map<FieldDef, Long> counts = lines.stream()
                .flatMap(line -> line.field.getOptionalValue().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        lines.forEach(line -> line.field.setInvalid(line.field
                .getOptionalValue()
                .filter(f -> counts.getOrDefault(f, 0L) > 1)
                .isPresent()));
        return counts.values().stream().allMatch(count -> count == 1);
    }

    /** One column of the file. */
    private final class Line extends Div {
        private final ColumnPreview column;
        private final ComboBox<FieldDef> field = new ComboBox<>();
        private final FormatChoice format;

        Line(ColumnPreview column, Optional<Mapping> proposed) {
            this.column = column;
            this.format = new FormatChoice(workspace, column.name());
            addClassName("import-line");
            Span name = new Span(column.name());
            name.addClassName("import-column");
            Span samples = new Span(column.samples().stream().limit(SAMPLES).collect(Collectors.joining(" · ")));
            samples.addClassName("import-samples");
            Div what = new Div(name, samples);
            what.addClassName("heading-stack");
            field.setItems(draft.fields());
            field.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
            field.setPlaceholder(workspace.text("import.field.none"));
            field.setAriaLabel(workspace.text("import.field.of", column.name()));
            field.setClearButtonVisible(true);
            field.setId("import-field-" + column.index());
            proposed.flatMap(mapping -> draft.field(mapping.field())).ifPresent(f -> {
                field.setValue(f);
                format.ask(proposed.get().format(), imports.formatFor(f, ValueFormat.TEXT));
            });
            field.addValueChangeListener(_ -> {
                field.getOptionalValue()
                        .ifPresentOrElse(
                                f -> format.ask(
                                        imports.formatFor(f, column.guess()), imports.formatFor(f, ValueFormat.TEXT)),
                                () -> format.ask(ValueFormat.TEXT, ValueFormat.TEXT));
                offerKeys();
            });
            add(what, field, format);
        }
    }
}

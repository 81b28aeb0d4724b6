package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldProperties.Rollup.Function;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is figured over the records that point here. */
final class RollupPanel extends TypePanel {
    private static final int MOST_DECIMALS = 9;

    private final String target;
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final ComboBox<FieldDef> lookup = new ComboBox<>();
    private final ComboBox<Function> function = new ComboBox<>();
    private final ComboBox<FieldDef> measured = new ComboBox<>();
    private final TextField criteria;
    private final ResultBox result;
    private final IntegerField decimals;

    RollupPanel(Workspace workspace, ModuleDraft draft, FieldProperties.Rollup known) {
        super(workspace);
        this.target = draft.apiName;
        List<ModuleDef> sources = workspace.model().modules().stream()
                .filter(source -> !lookups(source).isEmpty())
                .toList();
        module.setItems(sources);
        module.setItemLabelGenerator(source -> source.plural().in(workspace.locale()));
        module.setHelperText(workspace.text(sources.isEmpty() ? "modules.rollup.none" : "modules.rollup.help"));
        module.setId("field-rollup-module");
        module.setLabel(workspace.text("modules.rollup.module"));
        labelled(lookup, "modules.rollup.lookup", "field-rollup-lookup");
        labelled(measured, "modules.rollup.measured", "field-rollup-measured");
        function.setLabel(workspace.text("modules.rollup.function"));
        function.setId("field-rollup-function");
        function.setItems(Arrays.asList(Function.values()));
        function.setItemLabelGenerator(
                f -> workspace.text("modules.rollup." + f.name().toLowerCase(Locale.ROOT)));
        criteria = text("modules.filter", "field-filter", known.criteria());
        criteria.setHelperText(workspace.text("modules.filter.help"));
        criteria.addClassName("formula");
        result = new ResultBox(
                workspace,
                known.result(),
                FieldType.DOUBLE,
                FieldType.CURRENCY,
                FieldType.INTEGER,
                FieldType.DATE,
                FieldType.DATETIME);
        decimals = number("modules.decimals", "field-decimals", known.scale(), 0, MOST_DECIMALS);
        module.addValueChangeListener(_ -> offer());
        function.addValueChangeListener(_ -> offer());
        measured.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                proposeResult(event.getValue());
            }
        });
        form.add(module, lookup, function, measured, criteria, result, decimals);
        function.setValue(known.function());
        sources.stream()
                .filter(m -> m.apiName().equals(known.module()))
                .findFirst()
                .ifPresent(module::setValue);
        choose(lookup, known.lookup());
        choose(measured, known.measured());
    }

    private void labelled(ComboBox<FieldDef> box, String key, String id) {
        box.setLabel(workspace.text(key));
        box.setId(id);
        box.setItemLabelGenerator(field -> field.label().in(workspace.locale()));
        box.setErrorMessage(workspace.text("record.problem.mandatory"));
    }

    private List<FieldDef> lookups(ModuleDef source) {
        return source.fields().stream()
                .filter(field -> field.targets().contains(target))
                .toList();
    }

    /** Offers what the module and the function leave to choose. */
    private void offer() {
        Optional<ModuleDef> source = module.getOptionalValue();
        List<FieldDef> pointers = source.map(this::lookups).orElse(List.of());
        lookup.setItems(pointers);
        if (pointers.size() == 1) {
            lookup.setValue(pointers.getFirst());
        }
        measured.setItems(source.stream()
                .flatMap(child -> child.fields().stream())
                .filter(this::isMeasurable)
                .toList());
        measured.setVisible(chosen() != Function.COUNT);
    }

    private boolean isMeasurable(FieldDef field) {
        boolean extreme = chosen() == Function.MIN || chosen() == Function.MAX;
        return field.isFilterable()
                && (field.kind() == ValueKind.NUMBER
                        || extreme && (field.kind() == ValueKind.DATE || field.kind() == ValueKind.DATETIME));
    }

    private void proposeResult(FieldDef of) {
        if (of.kind() == ValueKind.DATE) {
            result.setValue(FieldType.DATE);
        } else if (of.kind() == ValueKind.DATETIME) {
            result.setValue(FieldType.DATETIME);
        } else {
            result.setValue(of.type() == FieldType.CURRENCY ? FieldType.CURRENCY : FieldType.DOUBLE);
            decimals.setValue(of.scale());
        }
    }

    private Function chosen() {
        return function.getOptionalValue().orElse(Function.COUNT);
    }

    private static void choose(ComboBox<FieldDef> box, String name) {
        box.getListDataView()
                .getItems()
                .filter(field -> field.apiName().equals(name))
                .findFirst()
                .ifPresent(box::setValue);
    }

    @Override
    Optional<FieldProperties> properties() {
        boolean counts = chosen() == Function.COUNT;
        showProblem(module.isEmpty() ? workspace.text("record.problem.mandatory") : "");
        lookup.setInvalid(lookup.isEmpty());
        measured.setInvalid(!counts && measured.isEmpty());
        result.setInvalid(result.isEmpty());
        if (module.isEmpty() || lookup.isEmpty() || !counts && measured.isEmpty() || result.isEmpty()) {
            return Optional.empty();
        }
        return value(decimals)
                .map(scale -> new FieldProperties.Rollup(
                        module.getValue().apiName(),
                        lookup.getValue().apiName(),
                        chosen(),
                        counts ? "" : measured.getValue().apiName(),
                        criteria.getValue().strip(),
                        result.getValue(),
                        scale));
    }

    @Override
    boolean showProblem(String problem) {
        module.setErrorMessage(problem);
        module.setInvalid(!problem.isEmpty());
        return true;
    }
}

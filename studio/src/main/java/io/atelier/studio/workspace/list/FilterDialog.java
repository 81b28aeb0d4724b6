package io.atelier.studio.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Builds a filter whose conditions must all hold. */
final class FilterDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDef module;
    private final Div rows = new Div();
    private final List<Row> conditions = new ArrayList<>();

    FilterDialog(Workspace workspace, ModuleDef module, Criteria current, Consumer<Criteria> chosen) {
        this.workspace = workspace;
        this.module = module;
        setHeaderTitle(workspace.text("list.filter.title"));
        setWidth("min(48rem, 96vw)");
        rows.addClassName("filter-rows");
        comparisons(current).forEach(this::addRow);
        if (conditions.isEmpty()) {
            addRow(Criteria.compare("", Operator.CONTAINS, ""));
        }
        Button more =
                new Button(workspace.text("list.filter.add"), _ -> addRow(Criteria.compare("", Operator.CONTAINS, "")));
        more.addThemeVariants(ButtonVariant.TERTIARY);
        add(rows, more);

        Button apply = new Button(workspace.text("list.filter.apply"), _ -> apply(chosen));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.setId("filter-apply");
        Button clear = new Button(workspace.text("list.filter.clear"), _ -> {
            close();
            chosen.accept(Criteria.everything());
        });
        getFooter().add(clear, apply);
    }

    private static List<Criteria.Compare> comparisons(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Compare compare -> List.of(compare);
            case Criteria.All all ->
                all.parts().stream().flatMap(part -> comparisons(part).stream()).toList();
            case Criteria.Any _, Criteria.Everything _ -> List.of();
        };
    }

    private void addRow(Criteria compare) {
        if (compare instanceof Criteria.Compare comparison && conditions.size() < Criteria.MAX_COMPARISONS) {
            Row row = new Row(comparison);
            conditions.add(row);
            rows.add(row);
        }
    }

    private void apply(Consumer<Criteria> chosen) {
        Criteria criteria = Criteria.all(conditions.stream()
                .filter(row -> !row.field.isEmpty())
                .map(Row::criteria)
                .toList());
        try {
            new CriteriaResolver(name -> workspace.access().findField(module, name)).resolve(criteria);
        } catch (PlatformException e) {
            Toast.error(workspace.text("list.filter.invalid"), e.getMessage());
            return;
        }
        close();
        chosen.accept(criteria);
    }

    /** One condition. */
    private final class Row extends Div {
        private final ComboBox<FieldDef> field = new ComboBox<>();
        private final ComboBox<Operator> operator = new ComboBox<>();
        private final TextField value = new TextField();

        Row(Criteria.Compare start) {
            addClassName("filter-row");
            field.setAriaLabel(workspace.text("list.filter.field"));
            field.setPlaceholder(workspace.text("list.filter.field"));
            field.setItems(workspace.access().fields(module));
            field.setItemLabelGenerator(f -> f.label().in(workspace.locale()));
            workspace.access().findField(module, start.field()).ifPresent(field::setValue);
            operator.setAriaLabel(workspace.text("list.filter.operator"));
            operator.setItems(Arrays.asList(Operator.values()));
            operator.setItemLabelGenerator(o -> workspace.text("list.operator." + o.apiName()));
            operator.setValue(start.operator());
            operator.addValueChangeListener(_ -> value.setVisible(takesValue()));
            value.setAriaLabel(workspace.text("list.filter.value"));
            value.setPlaceholder(workspace.text("list.filter.value"));
            value.setValue(String.join(",", start.values()));
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> {
                conditions.remove(this);
                rows.remove(this);
            });
            remove.setAriaLabel(workspace.text("list.filter.remove"));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            add(field, operator, value, remove);
        }

        private boolean takesValue() {
            return operator.getValue() != null && !operator.getValue().takes(0);
        }

        Criteria criteria() {
            Operator chosen = operator.getOptionalValue().orElse(Operator.EQUALS);
            List<String> values = switch (chosen) {
                case IS_EMPTY, IS_NOT_EMPTY -> List.of();
                case IN, NOT_IN, BETWEEN ->
                    Arrays.stream(value.getValue().split(","))
                            .map(String::strip)
                            .toList();
                case EQUALS,
                        NOT_EQUAL,
                        CONTAINS,
                        NOT_CONTAINS,
                        STARTS_WITH,
                        ENDS_WITH,
                        GREATER_THAN,
                        GREATER_EQUAL,
                        LESS_THAN,
                        LESS_EQUAL -> List.of(value.getValue().strip());
            };
            return new Criteria.Compare(field.getValue().apiName(), chosen, values);
        }
    }
}

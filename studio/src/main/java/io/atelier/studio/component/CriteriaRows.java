package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operand;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Rows of field, comparison and value whose conditions must all hold. Rows without a field do not count. */
public final class CriteriaRows extends Div {
    private static final Criteria.Compare BLANK =
            new Criteria.Compare("", Operator.CONTAINS, List.of(Operand.literal("")));

    private final List<FieldDef> fields;
    private final Locale locale;
    private final UnaryOperator<String> texts;
    private final Div rows = new Div();
    private final List<Row> conditions = new ArrayList<>();

    /**
     * Makes rows for what is asked of a module's fields.
     *
     * @param texts translates keys
     */
    public CriteriaRows(List<FieldDef> fields, Locale locale, UnaryOperator<String> texts) {
        this.fields = List.copyOf(fields);
        this.locale = locale;
        this.texts = texts;
        rows.addClassName("filter-rows");
        Button more = new Button(texts.apply("list.filter.add"), _ -> addRow(BLANK));
        more.addThemeVariants(ButtonVariant.TERTIARY);
        more.addClassName("criteria-add");
        add(rows, more);
    }

    /** Tells whether rows can say all that the criteria say. */
    public static boolean canShow(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Compare _, Criteria.Everything _ -> true;
            case Criteria.All all -> all.parts().stream().allMatch(CriteriaRows::canShow);
            case Criteria.Any _ -> false;
        };
    }

    /** Shows the criteria, as far as rows can, in place of what stands there. */
    public void setCriteria(Criteria criteria) {
        conditions.clear();
        rows.removeAll();
        comparisons(criteria).forEach(this::addRow);
    }

    public void addBlankRow() {
        addRow(BLANK);
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    public Criteria criteria() {
        return Criteria.all(conditions.stream()
                .filter(row -> !row.field.isEmpty())
                .map(Row::criteria)
                .toList());
    }

    private static List<Criteria.Compare> comparisons(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Compare compare -> List.of(compare);
            case Criteria.All all ->
                all.parts().stream().flatMap(part -> comparisons(part).stream()).toList();
            case Criteria.Any _, Criteria.Everything _ -> List.of();
        };
    }

    private void addRow(Criteria.Compare comparison) {
        if (conditions.size() < Criteria.MAX_COMPARISONS) {
            Row row = new Row(comparison);
            conditions.add(row);
            rows.add(row);
        }
    }

    /** One condition. */
    private final class Row extends Div {
        private final ComboBox<FieldDef> field = new ComboBox<>();
        private final ComboBox<Operator> operator = new ComboBox<>();
        private final TextField value = new TextField();

        Row(Criteria.Compare start) {
            addClassName("filter-row");
            field.setAriaLabel(texts.apply("list.filter.field"));
            field.setPlaceholder(texts.apply("list.filter.field"));
            field.setItems(fields);
            field.setItemLabelGenerator(f -> f.label().in(locale));
            fields.stream()
                    .filter(f -> f.apiName().equals(start.field()))
                    .findFirst()
                    .ifPresent(field::setValue);
            operator.setAriaLabel(texts.apply("list.filter.operator"));
            operator.setItems(Arrays.asList(Operator.values()));
            operator.setItemLabelGenerator(o -> texts.apply("list.operator." + o.apiName()));
            operator.setValue(start.operator());
            operator.addValueChangeListener(_ -> value.setVisible(takesValue()));
            value.setAriaLabel(texts.apply("list.filter.value"));
            value.setPlaceholder(texts.apply("list.filter.value"));
            value.setValue(start.values().stream().map(Operand::written).collect(Collectors.joining(",")));
            value.setVisible(takesValue());
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> {
                conditions.remove(this);
                rows.remove(this);
            });
            remove.setAriaLabel(texts.apply("list.filter.remove"));
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
                case IN, NOT_IN, BETWEEN, NOT_BETWEEN ->
                    Arrays.stream(value.getValue().split(","))
                            .map(String::strip)
                            .toList();
                case EQUALS,
                        NOT_EQUAL,
                        CONTAINS,
                        NOT_CONTAINS,
                        STARTS_WITH,
                        ENDS_WITH,
                        LIKE,
                        NOT_LIKE,
                        GREATER_THAN,
                        GREATER_EQUAL,
                        LESS_THAN,
                        LESS_EQUAL -> List.of(value.getValue().strip());
            };
            return new Criteria.Compare(
                    field.getValue().apiName(),
                    chosen,
                    values.stream()
                            .map(text -> Operand.parse(text).orElseGet(() -> Operand.literal(text)))
                            .toList());
        }
    }
}

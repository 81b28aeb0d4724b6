package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operand;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One condition: a field, how it is compared, and with what. */
final class CriteriaRow extends Div implements CriteriaPart {
    private final CriteriaScope scope;
    private final ComboBox<CriteriaField> field = new ComboBox<>();
    private final ComboBox<Operator> operator = new ComboBox<>();
    private final Div values = new Div();
    private final List<OperandEditor> operands = new ArrayList<>();

    CriteriaRow(CriteriaScope scope, Criteria.Compare start, Consumer<CriteriaRow> removed) {
        this.scope = scope;
        addClassName("criteria-row");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", scope.text("criteria.condition"));
        CriteriaField known = scope.find(start.field());
        field.setAriaLabel(scope.text("list.filter.field"));
        field.setPlaceholder(scope.text("list.filter.field"));
        field.addClassName("criteria-field");
        field.setItems(scope.offered(known));
        field.setItemLabelGenerator(CriteriaField::label);
        operator.setAriaLabel(scope.text("list.filter.operator"));
        operator.addClassName("criteria-operator");
        operator.setItemLabelGenerator(o -> scope.text("list.operator." + o.apiName()));
        if (!start.field().isEmpty()) {
            field.setValue(known);
        }
        offerOperators(start.operator());
        values.addClassName("criteria-values");
        showOperands(start.values());
        field.addValueChangeListener(_ -> {
            offerOperators(usual());
            showOperands(List.of());
        });
        operator.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                showOperands(operands.stream().map(OperandEditor::operand).toList());
            }
        });
        Button remove = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> removed.accept(this));
        remove.setAriaLabel(scope.text("list.filter.remove"));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        add(field, operator, values, remove);
    }

    void focus() {
        field.focus();
    }

    private CriteriaField chosenField() {
        return field.getOptionalValue().orElseGet(() -> CriteriaField.unknown(""));
    }

    private Operator chosen() {
        return operator.getOptionalValue().orElse(Operator.EQUALS);
    }

    /** Of a text people mostly know a piece. */
    private Operator usual() {
        boolean text = chosenField()
                .field()
                .filter(f -> f.kind() == ValueKind.TEXT && !f.type().isPicklist())
                .isPresent();
        return text ? Operator.CONTAINS : Operator.EQUALS;
    }

    /** Offers how values of the field can be compared; an operator from stored criteria stays, whatever it is. */
    private void offerOperators(Operator wish) {
        boolean known = chosenField().field().isPresent();
        List<Operator> fitting = Arrays.stream(Operator.values())
                .filter(o -> chosenField().type().map(o::fits).orElse(true))
                .toList();
        Operator kept = fitting.contains(wish) || !known ? wish : Operator.EQUALS;
        operator.setItems(fitting.contains(kept) ? fitting : List.of(kept));
        operator.setValue(kept);
    }

    private void showOperands(List<Operand> known) {
        operands.clear();
        values.removeAll();
        int fewest = fewest();
        for (int i = 0; i < Math.max(fewest, several() ? known.size() : 0); i++) {
            addOperand(i < known.size() ? known.get(i) : Operand.literal(""));
        }
        if (several()) {
            Button more = new Button(scope.text("criteria.value.add"), _ -> {
                if (chosen().takes(operands.size() + 1)) {
                    addOperand(Operand.literal("")).focus();
                }
            });
            more.addThemeVariants(ButtonVariant.TERTIARY);
            more.addClassName("criteria-value-add");
            values.add(more);
        }
    }

    private OperandEditor addOperand(Operand operand) {
        OperandEditor editor = new OperandEditor(scope, chosenField(), chosen(), operand);
        if (several() && !operands.isEmpty()) {
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.MINUS), _ -> {
                operands.remove(editor);
                values.remove(editor);
            });
            remove.setAriaLabel(scope.text("criteria.value.remove"));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            editor.add(remove);
        }
        values.addComponentAtIndex(operands.size(), editor);
        operands.add(editor);
        return editor;
    }

    private int fewest() {
        int count = 0;
        while (!chosen().takes(count)) {
            count++;
        }
        return count;
    }

    private boolean several() {
        return chosen().takes(1) && chosen().takes(2);
    }

    @Override
    public int conditions() {
        return 1;
    }

    @Override
    public Criteria criteria() {
        return field.getOptionalValue()
                .<Criteria>map(chosen -> new Criteria.Compare(
                        chosen.path(),
                        chosen(),
                        operands.stream().map(OperandEditor::operand).toList()))
                .orElseGet(Criteria::everything);
    }
}

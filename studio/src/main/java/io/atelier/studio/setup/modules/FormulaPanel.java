package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import io.atelier.platform.expression.FormulaCatalog;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;

/** A formula, what it results in, and the functions that it can call. */
final class FormulaPanel extends TypePanel {
    private static final int MOST_DECIMALS = 9;

    private final TextArea expression = new TextArea();
    private final ResultBox result;
    private final IntegerField decimals;

    FormulaPanel(Workspace workspace, FieldProperties.Formula known) {
        super(workspace);
        expression.setLabel(workspace.text("modules.formula"));
        expression.setHelperText(workspace.text("modules.formula.help", "${Amount} * 2", "${Account_Name.Industry}"));
        expression.setId("field-formula");
        expression.addClassName("formula");
        expression.setMinRows(4);
        expression.setMaxLength(FieldProperties.Formula.MAX_LENGTH);
        expression.setValue(known.expression());
        expression.addValueChangeListener(_ -> expression.setInvalid(false));
        result = new ResultBox(
                workspace,
                known.result(),
                FieldType.DOUBLE,
                FieldType.CURRENCY,
                FieldType.TEXT,
                FieldType.DATE,
                FieldType.DATETIME,
                FieldType.BOOLEAN);
        decimals = number("modules.decimals", "field-decimals", known.scale(), 0, MOST_DECIMALS);
        form.add(expression, result, decimals);
        form.setColspan(expression, 2);
        UnorderedList functions = new UnorderedList();
        functions.addClassName("function-list");
        FormulaCatalog.entries().forEach(entry -> functions.add(new ListItem(new Code(entry.usage()))));
        add(new Details(workspace.text("modules.formula.functions"), functions));
    }

    @Override
    Optional<FieldProperties> properties() {
        boolean written = !expression.getValue().isBlank();
        if (!written) {
            showProblem(workspace.text("record.problem.mandatory"));
        }
        return written && !result.isEmpty()
                ? value(decimals)
                        .map(scale -> new FieldProperties.Formula(expression.getValue(), result.getValue(), scale))
                : Optional.empty();
    }

    @Override
    boolean showProblem(String problem) {
        expression.setErrorMessage(problem);
        expression.setInvalid(true);
        return true;
    }
}

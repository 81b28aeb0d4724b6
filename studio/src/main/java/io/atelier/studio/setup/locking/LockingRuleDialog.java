package io.atelier.studio.setup.locking;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.LockingRule;
import io.atelier.studio.component.CriteriaBuilder;
import io.atelier.studio.component.CriteriaField;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes or edits a rule that locks records; what it makes is saved with the page. */
final class LockingRuleDialog extends Dialog {
    private final Workspace workspace;
    private final TextField name = new TextField();
    private final CriteriaBuilder criteria;
    private final MultiSelectComboBox<FieldDef> open;

    LockingRuleDialog(Workspace workspace, ModuleDef module, Optional<LockingRule> edited, Consumer<LockingRule> made) {
        this.workspace = workspace;
        setHeaderTitle(workspace.text(edited.isPresent() ? "locking.rule.edit" : "locking.rule.create"));
        setWidth("min(56rem, 96vw)");
        setCloseOnOutsideClick(false);
        name.setId("locking-rule-name");
        name.setLabel(workspace.text("locking.rule.name"));
        name.setMaxLength(LockingRule.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        criteria = new CriteriaBuilder(
                workspace.criteriaFields(module).stream()
                        .filter(LockingRuleDialog::decides)
                        .toList(),
                workspace.editors(module));
        open = OpenFields.box(workspace, "locking-rule-fields");
        OpenFields.show(
                open, workspace, module, edited.map(LockingRule::exemptFields).orElse(List.of()));
        edited.ifPresentOrElse(
                rule -> {
                    name.setValue(rule.name());
                    criteria.setCriteria(CriteriaParser.parse(rule.criteria()));
                },
                criteria::addBlankRow);
        Div content = new Div(
                name,
                new H3(workspace.text("locking.rule.which", module.plural().in(workspace.locale()))),
                criteria,
                open);
        content.addClassName("dialog-fields");
        add(content);
        Button done = new Button(workspace.text("locking.rule.done"), _ -> {
            if (isGood()) {
                close();
                made.accept(new LockingRule(
                        edited.map(LockingRule::id).orElse(0L),
                        name.getValue().strip(),
                        criteria.criteria().toText(),
                        OpenFields.names(open)));
            }
        });
        done.setId("locking-rule-done");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
    }

    /** What is figured only when it is read, or sealed, cannot be asked for in each save. */
    private static boolean decides(CriteriaField field) {
        return field.field()
                .filter(known -> !known.isStored() || known.encrypted())
                .isEmpty();
    }

    private boolean isGood() {
        boolean named = !name.getValue().isBlank();
        name.setInvalid(!named);
        name.setErrorMessage(workspace.text("record.problem.mandatory"));
        if (criteria.criteria() instanceof Criteria.Everything) {
            Toast.error(workspace.text("record.dialog.rejected"), workspace.text("locking.rule.nocriteria"));
            return false;
        }
        return named;
    }
}

package io.atelier.studio.setup.sharing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.CriteriaBuilder;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.LevelBox;
import io.atelier.studio.workspace.share.PrincipalPicker;
import io.atelier.studio.workspace.share.Principals;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes or edits a sharing rule of one module; stays open until it is good. */
final class SharingRuleDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDef module;
    private final TextField name = new TextField();
    private final RadioButtonGroup<Basis> basis = new RadioButtonGroup<>();
    private final PrincipalPicker source;
    private final CriteriaBuilder criteria;
    private final PrincipalPicker target;
    private final LevelBox level;
    private final Checkbox superiors = new Checkbox();
    private final Checkbox active = new Checkbox();

    /** What decides which records a rule opens. */
    private enum Basis {
        OWNER,
        CRITERIA
    }

    SharingRuleDialog(
            Workspace workspace,
            Principals principals,
            SharingService sharing,
            ChangePreviews previews,
            ModuleDef module,
            Optional<SharingRule> edited,
            Runnable saved) {
        this.workspace = workspace;
        this.module = module;
        setHeaderTitle(workspace.text(edited.isPresent() ? "sharing.rule.edit" : "sharing.rule.create"));
        setWidth("min(56rem, 96vw)");
        setCloseOnOutsideClick(false);
        List<Principal.Kind> kinds = Arrays.asList(Principal.Kind.values());
        source = new PrincipalPicker("rule-source", principals, workspace, kinds);
        target = new PrincipalPicker("rule-target", principals, workspace, kinds);
        criteria = new CriteriaBuilder(workspace.ownCriteriaFields(module), workspace.editors(module));
        level = new LevelBox(principals, workspace);
        configure();
        edited.map(SharingRule::data).ifPresent(this::show);
        add(content());
        Button done = new Button(
                workspace.text("record.dialog.save"),
                _ -> data().ifPresent(wanted ->
                        previews.ask(new SharingChange.OfRule(edited.map(SharingRule::id), wanted), () -> {
                            boolean good = Attempt.of(
                                    workspace,
                                    name,
                                    () -> edited.ifPresentOrElse(
                                            rule -> sharing.change(
                                                    workspace.actor(), rule.id(), rule.version(), wanted),
                                            () -> sharing.create(workspace.actor(), wanted)));
                            if (good) {
                                close();
                                saved.run();
                            }
                        })));
        done.setId("rule-done");
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), done);
    }

    private void configure() {
        name.setId("rule-name");
        name.setLabel(workspace.text("sharing.rule.name"));
        name.setMaxLength(SharingRuleData.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        basis.setId("rule-basis");
        basis.setLabel(workspace.text("sharing.rule.basis"));
        basis.setItems(Basis.values());
        basis.setItemLabelGenerator(
                each -> workspace.text("sharing.rule.basis." + each.name().toLowerCase(Locale.ROOT)));
        basis.setValue(Basis.OWNER);
        basis.addValueChangeListener(_ -> showBasis());
        level.setId("rule-level");
        superiors.setLabel(workspace.text("sharing.rule.superiors"));
        superiors.setId("rule-superiors");
        active.setLabel(workspace.text("sharing.rule.active"));
        active.setId("rule-active");
        active.setValue(true);
        showBasis();
    }

    private void showBasis() {
        source.setVisible(basis.getValue() == Basis.OWNER);
        criteria.setVisible(basis.getValue() == Basis.CRITERIA);
        if (basis.getValue() == Basis.CRITERIA && criteria.isEmpty()) {
            criteria.addBlankRow();
        }
    }

    private Div content() {
        Div content = new Div(
                name,
                new H3(workspace.text("sharing.rule.which", module.plural().in(workspace.locale()))),
                basis,
                source,
                criteria,
                new H3(workspace.text("sharing.rule.target")),
                target,
                level,
                superiors,
                active);
        content.addClassName("dialog-fields");
        return content;
    }

    private void show(SharingRuleData data) {
        name.setValue(data.name());
        data.source().ifPresent(source::setPrincipal);
        criteria.setCriteria(CriteriaParser.parse(data.criteria()));
        basis.setValue(data.source().isPresent() ? Basis.OWNER : Basis.CRITERIA);
        target.setPrincipal(data.target());
        level.setValue(data.access());
        superiors.setValue(data.superiors());
        active.setValue(data.active());
    }

    /** Returns the rule, or nothing while a choice is missing, which is then marked. */
    private Optional<SharingRuleData> data() {
        boolean byOwner = basis.getValue() == Basis.OWNER;
        Optional<Principal> from = byOwner ? source.require() : Optional.empty();
        Optional<Principal> to = target.require();
        if (to.isEmpty() || from.isPresent() != byOwner) {
            return Optional.empty();
        }
        return Optional.of(new SharingRuleData(
                module.apiName(),
                name.getValue().strip(),
                from,
                byOwner ? "" : criteria.criteria().toText(),
                to.get(),
                level.level(),
                superiors.getValue(),
                active.getValue()));
    }
}

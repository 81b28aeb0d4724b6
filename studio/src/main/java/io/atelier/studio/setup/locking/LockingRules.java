package io.atelier.studio.setup.locking;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.LockingData;
import io.atelier.platform.record.LockingRule;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.workspace.records.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules that lock records of a module, as they are going to be saved. */
final class LockingRules extends Section {
    private final Workspace workspace;
    private final ModuleDef module;
    private final List<LockingRule> rules;
    private final Set<Long> unfit;
    private final UnorderedList list = new UnorderedList();
    private final Button create;

    /** @param unfit ids of the rules that lock nothing as they do not fit the module any more */
    LockingRules(Workspace workspace, ModuleDef module, List<LockingRule> rules, Set<Long> unfit) {
        this.workspace = workspace;
        this.module = module;
        this.rules = new ArrayList<>(rules);
        this.unfit = unfit;
        addClassNames("card", "form-card");
        Paragraph hint = new Paragraph(workspace.text("locking.rules.hint", LockingData.MAX_RULES));
        hint.addClassName("hint");
        list.setId("locking-rules");
        list.addClassName("locking-rules");
        create = new Button(
                workspace.text("locking.rule.create"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> new LockingRuleDialog(workspace, module, Optional.empty(), made -> {
                            this.rules.add(made);
                            show();
                        })
                        .open());
        create.setId("locking-rule-create");
        add(new H2(workspace.text("locking.rules")), hint, list, create);
        show();
    }

    List<LockingRule> rules() {
        return List.copyOf(rules);
    }

    private void show() {
        list.removeAll();
        list.setVisible(!rules.isEmpty());
        rules.forEach(rule -> list.add(item(rule)));
        create.setEnabled(rules.size() < LockingData.MAX_RULES);
    }

    private ListItem item(LockingRule rule) {
        Span name = new Span(rule.name());
        name.addClassName("locking-rule-name");
        Span criteria = new Span(rule.criteria());
        criteria.addClassName("locking-rule-criteria");
        Div text = new Div(name, criteria);
        text.addClassName("lock-lines");
        if (unfit.contains(rule.id())) {
            Span warning = new Span(workspace.text("locking.rule.unfit"));
            warning.addClassName("locking-rule-unfit");
            text.add(warning);
        }
        Button edit = new Button(
                workspace.text("record.edit"),
                _ -> new LockingRuleDialog(workspace, module, Optional.of(rule), changed -> {
                            rules.set(rules.indexOf(rule), changed);
                            show();
                        })
                        .open());
        edit.setAriaLabel(workspace.text("record.edit") + ": " + rule.name());
        edit.addThemeVariants(ButtonVariant.TERTIARY);
        Button delete = new Button(workspace.text("locking.rule.delete"), _ -> {
            rules.remove(rule);
            show();
        });
        delete.setAriaLabel(workspace.text("locking.rule.delete") + ": " + rule.name());
        delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div tools = new Div(edit, delete);
        tools.addClassName("row-tools");
        return new ListItem(text, tools);
    }
}

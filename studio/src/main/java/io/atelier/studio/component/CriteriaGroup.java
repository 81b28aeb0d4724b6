package io.atelier.studio.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Conditions and groups of which all, or any, must hold. */
final class CriteriaGroup extends Div implements CriteriaPart {
    private enum Join {
        ALL,
        ANY
    }

    private final CriteriaScope scope;
    private final int level;
    private final RadioButtonGroup<Join> join = new RadioButtonGroup<>();
    private final Div body = new Div();
    private final List<CriteriaPart> parts = new ArrayList<>();
    private final Button addCondition;
    private final Button addGroup;

    /** The outermost group has level 1; {@code removed} hears that this group is to go. */
    CriteriaGroup(CriteriaScope scope, int level, Consumer<CriteriaGroup> removed) {
        this.scope = scope;
        this.level = level;
        addClassName("criteria-group");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", scope.text("criteria.group", level));
        join.setItems(Join.values());
        join.setItemLabelGenerator(
                choice -> scope.text("criteria." + choice.name().toLowerCase(Locale.ROOT)));
        join.setAriaLabel(scope.text("criteria.join", level));
        join.setValue(Join.ALL);
        join.addThemeVariants(RadioGroupVariant.AURA_HORIZONTAL);
        join.addClassName("criteria-join");
        body.addClassName("criteria-parts");
        addCondition = new Button(scope.text("list.filter.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> {
            addBlankRow();
            scope.changed().run();
        });
        addCondition.addThemeVariants(ButtonVariant.TERTIARY);
        addCondition.addClassName("criteria-add");
        addGroup = new Button(scope.text("criteria.group.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> {
            group().addBlankRow();
            scope.changed().run();
        });
        addGroup.addThemeVariants(ButtonVariant.TERTIARY);
        addGroup.addClassName("criteria-add-group");
        Div head = new Div(join);
        head.addClassName("criteria-head");
        if (level > 1) {
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.CLOSE_SMALL), _ -> removed.accept(this));
            remove.setAriaLabel(scope.text("criteria.group.remove", level));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            head.add(remove);
        }
        Div tools = new Div(addCondition, addGroup);
        tools.addClassName("criteria-tools");
        add(head, body, tools);
    }

    void show(Criteria criteria) {
        parts.clear();
        body.removeAll();
        switch (criteria) {
            case Criteria.Everything _ -> join.setValue(Join.ALL);
            case Criteria.Compare compare -> {
                join.setValue(Join.ALL);
                showPart(compare);
            }
            case Criteria.All(List<Criteria> inner) -> {
                join.setValue(Join.ALL);
                inner.forEach(this::showPart);
            }
            case Criteria.Any(List<Criteria> inner) -> {
                join.setValue(Join.ANY);
                inner.forEach(this::showPart);
            }
        }
    }

    private void showPart(Criteria part) {
        switch (part) {
            case Criteria.Everything _ -> {}
            case Criteria.Compare compare -> row(compare);
            case Criteria.All _, Criteria.Any _ -> group().show(part);
        }
    }

    void addBlankRow() {
        row(new Criteria.Compare("", Operator.EQUALS, List.of())).focus();
    }

    private CriteriaRow row(Criteria.Compare compare) {
        CriteriaRow row = new CriteriaRow(scope, compare, this::remove);
        parts.add(row);
        body.add(row);
        return row;
    }

    private CriteriaGroup group() {
        CriteriaGroup group = new CriteriaGroup(scope, level + 1, this::remove);
        parts.add(group);
        body.add(group);
        return group;
    }

    /** The focus goes where a new part would come from, not to the start of the page. */
    private void remove(CriteriaPart part) {
        parts.remove(part);
        switch (part) {
            case CriteriaRow row -> body.remove(row);
            case CriteriaGroup group -> body.remove(group);
        }
        scope.changed().run();
        addCondition.focus();
    }

    @Override
    public int conditions() {
        return parts.stream().mapToInt(CriteriaPart::conditions).sum();
    }

    /** Lets more conditions be added, or none; a comparison is a level of its own within the deepest group. */
    void limit(boolean more) {
        addCondition.setEnabled(more);
        addGroup.setEnabled(more && level + 1 < Criteria.MAX_DEPTH);
        for (CriteriaPart part : parts) {
            if (part instanceof CriteriaGroup group) {
                group.limit(more);
            }
        }
    }

    @Override
    public Criteria criteria() {
        List<Criteria> said = parts.stream()
                .map(CriteriaPart::criteria)
                .filter(part -> !(part instanceof Criteria.Everything))
                .toList();
        if (said.size() < 2) {
            return said.isEmpty() ? Criteria.everything() : said.getFirst();
        }
        return join.getOptionalValue().orElse(Join.ALL) == Join.ALL ? new Criteria.All(said) : new Criteria.Any(said);
    }
}

package io.atelier.studio.component;

import com.vaadin.flow.component.html.Div;
import io.atelier.platform.expression.Criteria;
import java.util.List;

/** Builds criteria: conditions in groups, of which all or any must hold, in groups. Shows whatever criteria can say. */
public final class CriteriaBuilder extends Div {
    private final CriteriaGroup root;

    /** Takes the fields that are offered; criteria may name others, which are then shown by their API names. */
    public CriteriaBuilder(List<CriteriaField> fields, EditorContext context) {
        addClassName("criteria-builder");
        root = new CriteriaGroup(new CriteriaScope(fields, context, this::conditions, this::limit), 1, _ -> {});
        add(root);
        limit();
    }

    /** Shows the criteria in place of what stands there. */
    public void setCriteria(Criteria criteria) {
        root.show(criteria);
        limit();
    }

    public void addBlankRow() {
        root.addBlankRow();
    }

    public boolean isEmpty() {
        return root.conditions() == 0;
    }

    /** Returns what is said; conditions without a field, and groups without conditions, do not count. */
    public Criteria criteria() {
        return root.criteria();
    }

    private int conditions() {
        return root.conditions();
    }

    private void limit() {
        root.limit(root.conditions() < Criteria.MAX_COMPARISONS);
    }
}

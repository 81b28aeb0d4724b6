package io.atelier.studio.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.CriteriaBuilder;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.function.Consumer;

/** Builds the filter of a list. */
final class FilterDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDef module;
    private final CriteriaBuilder builder;

    FilterDialog(Workspace workspace, ModuleDef module, Criteria current, Consumer<Criteria> chosen) {
        this.workspace = workspace;
        this.module = module;
        setHeaderTitle(workspace.text("list.filter.title"));
        setWidth("min(60rem, 96vw)");
        builder = new CriteriaBuilder(workspace.criteriaFields(module), workspace.editors(module));
        builder.setCriteria(current);
        if (builder.isEmpty()) {
            builder.addBlankRow();
        }
        add(builder);

        Button apply = new Button(workspace.text("list.filter.apply"), _ -> apply(chosen));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.setId("filter-apply");
        Button clear = new Button(workspace.text("list.filter.clear"), _ -> {
            close();
            chosen.accept(Criteria.everything());
        });
        getFooter().add(clear, apply);
    }

    private void apply(Consumer<Criteria> chosen) {
        Criteria criteria = builder.criteria();
        try {
            new CriteriaResolver(workspace.criteriaNames(module)).resolve(criteria);
        } catch (PlatformException e) {
            Toast.error(workspace.text("list.filter.invalid"), e.getMessage());
            return;
        }
        close();
        chosen.accept(criteria);
    }
}

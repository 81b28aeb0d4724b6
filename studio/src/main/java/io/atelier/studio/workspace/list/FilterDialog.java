package io.atelier.studio.workspace.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.CriteriaRows;
import io.atelier.studio.component.Toast;
import io.atelier.studio.workspace.records.Workspace;
import java.util.function.Consumer;

/** Builds a filter whose conditions must all hold. */
final class FilterDialog extends Dialog {
    private final Workspace workspace;
    private final ModuleDef module;
    private final CriteriaRows rows;

    FilterDialog(Workspace workspace, ModuleDef module, Criteria current, Consumer<Criteria> chosen) {
        this.workspace = workspace;
        this.module = module;
        setHeaderTitle(workspace.text("list.filter.title"));
        setWidth("min(48rem, 96vw)");
        rows = new CriteriaRows(workspace.access().fields(module), workspace.locale(), workspace::text);
        rows.setCriteria(current);
        if (rows.isEmpty()) {
            rows.addBlankRow();
        }
        add(rows);

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
        Criteria criteria = rows.criteria();
        try {
            new CriteriaResolver(FieldNames.own(name -> workspace.access().findField(module, name))).resolve(criteria);
        } catch (PlatformException e) {
            Toast.error(workspace.text("list.filter.invalid"), e.getMessage());
            return;
        }
        close();
        chosen.accept(criteria);
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows what a plan will do, or why it cannot be done, before it is done. */
final class PlanDialog extends Dialog {
    PlanDialog(Workspace workspace, SchemaPlan plan, Runnable apply) {
        setHeaderTitle(workspace.text("modules.plan.title"));
        setWidth("min(44rem, 96vw)");
        addClassName("plan-dialog");
        Button cancel = new Button(workspace.text("record.dialog.cancel"), _ -> close());
        getFooter().add(cancel);
        if (!plan.isApplicable()) {
            UnorderedList problems = new UnorderedList();
            plan.problems().forEach(problem -> problems.add(new ListItem(problem.path() + ": " + problem.message())));
            problems.addClassName("plan-problems");
            add(new Paragraph(workspace.text("modules.plan.problems")), problems);
            return;
        }
        OrderedList steps = new OrderedList();
        plan.steps().forEach(step -> {
            Span what = new Span(
                    workspace.text("modules.plan.step." + step.kind().name().toLowerCase(Locale.ROOT), step.subject()));
            Span lock = new Span(
                    workspace.text("modules.plan.lock." + step.lock().name().toLowerCase(Locale.ROOT)));
            lock.addClassName("plan-lock");
            steps.add(new ListItem(what, lock));
        });
        String sql = plan.steps().stream()
                .map(SchemaPlan.Step::ddl)
                .filter(ddl -> !ddl.isEmpty())
                .collect(Collectors.joining(";\n\n"));
        add(new Paragraph(workspace.text("modules.plan.intro")), steps);
        if (!sql.isEmpty()) {
            add(new Details(workspace.text("modules.plan.sql"), new Pre(sql)));
        }
        Button go = new Button(workspace.text("modules.plan.apply"), _ -> {
            close();
            apply.run();
        });
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setId("plan-apply");
        getFooter().add(go);
    }
}

package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.RecordService;
import io.atelier.studio.workspace.records.Workspace;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;

/** Says all that goes with a module, or what keeps it; deletes it only for whoever writes its API name. */
final class DeleteModuleDialog extends Dialog {
    private static final int COUNT_CAP = 100_000;

    private final Workspace workspace;
    private final RecordService records;

    DeleteModuleDialog(
            Workspace workspace, RecordService records, ModuleDef module, SchemaPlan plan, Runnable confirmed) {
        this.workspace = workspace;
        this.records = records;
        setId("delete-module");
        setHeaderTitle(
                workspace.text("modules.module.delete.title", module.plural().in(workspace.locale())));
        setWidth("min(36rem, 96vw)");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()));
        if (!plan.isApplicable()) {
            add(new Paragraph(workspace.text("modules.module.delete.kept")));
            add(list(plan.problems().stream().map(this::told).toList()));
            return;
        }
        add(new Paragraph(workspace.text("modules.module.delete.lost")));
        add(list(lost(plan)));
        add(new Paragraph(workspace.text("modules.module.delete.final")));
        TextField name = new TextField(workspace.text("modules.module.delete.confirm", module.apiName()));
        name.setId("delete-module-name");
        name.setWidthFull();
        name.setValueChangeMode(ValueChangeMode.EAGER);
        Button delete = new Button(workspace.text("modules.module.delete.go"), _ -> {
            close();
            confirmed.run();
        });
        delete.setId("delete-module-confirm");
        delete.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        delete.setEnabled(false);
        name.addValueChangeListener(
                event -> delete.setEnabled(event.getValue().strip().equals(module.apiName())));
        add(name);
        getFooter().add(delete);
    }

    /** Names the field that points here as people know it. */
    private String told(Violation problem) {
        String[] path = problem.path().split("\\.", 2);
        return workspace
                .model()
                .findModule(path[0])
                .flatMap(module -> path.length < 2
                        ? Optional.empty()
                        : module.findField(path[1])
                                .map(field -> module.plural().in(workspace.locale()) + " · "
                                        + field.label().in(workspace.locale())))
                .orElseGet(() -> problem.path() + ": " + problem.message());
    }

    private static UnorderedList list(List<String> lines) {
        UnorderedList list = new UnorderedList();
        list.addClassName("plan-problems");
        lines.forEach(line -> list.add(new ListItem(line)));
        return list;
    }

    /** Returns a line for the module and for each that only exists for it. */
    private List<String> lost(SchemaPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.kind() == SchemaPlan.StepKind.DROP_TABLE)
                .map(SchemaPlan.Step::subject)
                .distinct()
                .flatMap(name -> workspace.model().findModule(name).stream())
                .map(gone -> workspace.text(
                        "modules.module.delete.line",
                        gone.plural().in(workspace.locale()),
                        count(gone),
                        gone.fields().size()))
                .toList();
    }

    private String count(ModuleDef module) {
        CappedCount count = records.count(workspace.actor(), module.apiName(), Criteria.everything(), COUNT_CAP);
        String number = NumberFormat.getIntegerInstance(workspace.locale()).format(count.count());
        return count.exact() ? number : number + "+";
    }
}

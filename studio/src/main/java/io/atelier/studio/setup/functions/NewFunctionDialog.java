package io.atelier.studio.setup.functions;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionService;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Optional;
import java.util.function.Consumer;

/** Names a new function, which starts with a source that runs. */
final class NewFunctionDialog extends Dialog {
    static final String START = """
            export default async (args, crm) => {
              const record = args.record ?? {};
              console.log('record', record.id);
              // await crm.records.update('Leads', record.id, { Description: 'Seen' });
              return { ok: true };
            };
            """;

    private final Workspace workspace;
    private final FunctionService functions;
    private final Consumer<FunctionDef> created;
    private final TextField name = new TextField();
    private final TextField apiName = new TextField();

    NewFunctionDialog(Workspace workspace, FunctionService functions, Consumer<FunctionDef> created) {
        this.workspace = workspace;
        this.functions = functions;
        this.created = created;
        setHeaderTitle(workspace.text("function.create"));
        setWidth("min(32rem, 96vw)");
        name.setLabel(workspace.text("function.name"));
        name.setId("function-name");
        name.setMaxLength(FunctionService.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.ON_BLUR);
        name.addValueChangeListener(event -> {
            if (event.isFromClient() && apiName.isEmpty()) {
                apiName.setValue(ApiName.propose(event.getValue()));
            }
        });
        apiName.setLabel(workspace.text("function.apiName"));
        apiName.setId("function-api-name");
        apiName.setHelperText(workspace.text("function.apiName.help"));
        FormLayout form = new FormLayout(name, apiName);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1));
        add(form);
        Button save = new Button(workspace.text("function.create.done"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("function-create-done");
        getFooter().add(new Button(workspace.text("record.dialog.cancel"), _ -> close()), save);
    }

    private void save() {
        boolean named = !name.getValue().isBlank();
        name.setErrorMessage(workspace.text("record.problem.mandatory"));
        name.setInvalid(!named);
        String technical = apiName.getValue().strip();
        Optional<String> problem = ApiName.problemOf(technical);
        apiName.setErrorMessage(problem.orElse(""));
        apiName.setInvalid(named && problem.isPresent());
        if (!named || problem.isPresent()) {
            return;
        }
        FunctionDef function;
        try {
            function = functions.create(workspace.actor(), technical, name.getValue(), START);
        } catch (PlatformException e) {
            if (e.code() != ErrorCode.DUPLICATE_DATA) {
                throw e;
            }
            apiName.setErrorMessage(workspace.text("function.apiName.taken"));
            apiName.setInvalid(true);
            return;
        }
        close();
        created.accept(function);
    }
}

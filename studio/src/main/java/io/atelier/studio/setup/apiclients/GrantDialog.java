package io.atelier.studio.setup.apiclients;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.Scope;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.shell.StepUp;
import io.atelier.studio.workspace.records.Workspace;
import java.util.List;
import java.util.stream.Stream;

/** Gives a client a one-time code for what is chosen, and shows how to use it. */
final class GrantDialog extends Dialog {
    private static final String PREFIX = "ZohoCRM.";

    private final Workspace workspace;
    private final ApiClientService clients;
    private final StepUp stepUp;
    private final ApiClient client;
    private final String address;
    private final MultiSelectComboBox<String> scopes = new MultiSelectComboBox<>();
    private final Div result = new Div();

    GrantDialog(Workspace workspace, ApiClientService clients, StepUp stepUp, ApiClient client, String address) {
        this.workspace = workspace;
        this.clients = clients;
        this.stepUp = stepUp;
        this.client = client;
        this.address = address;
        setHeaderTitle(workspace.text("apiclient.code.of", client.name()));
        setWidth("min(44rem, 96vw)");
        scopes.setLabel(workspace.text("apiclient.scopes"));
        scopes.setHelperText(workspace.text("apiclient.scopes.help"));
        scopes.setId("client-scopes");
        scopes.setWidthFull();
        scopes.setItems(offers());
        scopes.select(PREFIX + "modules.ALL");
        result.addClassName("door");
        Div content = new Div(scopes, result);
        content.addClassName("door");
        add(content);
        Button make = new Button(workspace.text("apiclient.code.make"), _ -> make());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        make.setId("client-grant");
        getFooter().add(new Button(workspace.text("apiclient.close"), _ -> close()), make);
    }

    private List<String> offers() {
        Stream<String> whole = Stream.of("modules.ALL", "modules.READ", "settings.ALL", "users.READ", "org.READ");
        Stream<String> single = workspace.model().modules().stream()
                .flatMap(module ->
                        Stream.of("modules." + module.apiName() + ".ALL", "modules." + module.apiName() + ".READ"));
        return Stream.concat(whole, single).map(PREFIX::concat).toList();
    }

    private void make() {
        scopes.setErrorMessage(workspace.text("apiclient.scopes.needed"));
        scopes.setInvalid(scopes.isEmpty());
        if (scopes.isEmpty()) {
            return;
        }
        stepUp.run(
                workspace.actor(),
                () -> show(clients.grantCode(
                        workspace.actor(),
                        client.clientId(),
                        scopes.getValue().stream().map(Scope::new).toList())));
    }

    private void show(String code) {
        String exchange = "curl -X POST '" + address + "/oauth/v2/token' \\\n"
                + "  -d grant_type=authorization_code \\\n"
                + "  -d client_id=" + client.clientId() + " \\\n"
                + "  -d client_secret=$CLIENT_SECRET \\\n"
                + "  -d code=" + code;
        String attempt = "curl -H \"Authorization: Zoho-oauthtoken $ACCESS_TOKEN\" \\\n  '" + address
                + "/crm/v8/Leads?fields=Last_Name'";
        result.removeAll();
        result.add(
                new Paragraph(workspace.text("apiclient.code.expiry", ApiClientService.CODE_LIFE.toMinutes())),
                text("apiclient.code", "client-grant-code", code),
                text("apiclient.exchange", "client-exchange", exchange),
                text("apiclient.try", "client-try", attempt));
    }

    private CodeText text(String label, String id, String code) {
        CodeText text = new CodeText(
                workspace.text(label), workspace.text("apiclient.copy"), workspace.text("apiclient.copied"));
        text.setAreaId(id);
        text.setCode(code);
        return text;
    }
}

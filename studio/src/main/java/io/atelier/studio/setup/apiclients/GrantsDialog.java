package io.atelier.studio.setup.apiclients;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.ApiGrant;
import io.atelier.platform.oauth.Scope;
import io.atelier.studio.component.Formats;
import io.atelier.studio.workspace.records.Workspace;
import java.util.stream.Collectors;

/** Shows what tokens a client has, for whom, when and from where they were last used, and ends them. */
final class GrantsDialog extends Dialog {
    private final Workspace workspace;
    private final ApiClientService clients;
    private final UserService users;
    private final ApiClient client;
    private final Formats formats;
    private final Grid<ApiGrant> grid = new Grid<>();

    GrantsDialog(Workspace workspace, ApiClientService clients, UserService users, ApiClient client, Formats formats) {
        this.workspace = workspace;
        this.clients = clients;
        this.users = users;
        this.client = client;
        this.formats = formats;
        setHeaderTitle(workspace.text("apiclient.grants.of", client.name()));
        setWidth("min(60rem, 96vw)");
        grid.setId("client-grants-grid");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(workspace.text("apiclient.grants.empty"));
        grid.getElement().setAttribute("aria-label", workspace.text("apiclient.grants.of", client.name()));
        grid.addColumn(this::user).setHeader(workspace.text("apiclient.user"));
        grid.addColumn(grant -> grant.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")))
                .setHeader(workspace.text("apiclient.scopes"))
                .setFlexGrow(2);
        grid.addColumn(grant -> formats.dateTime(grant.createdTime())).setHeader(workspace.text("apiclient.created"));
        grid.addColumn(grant -> grant.lastUsed()
                        .map(used -> formats.dateTime(used) + " " + grant.lastAddress())
                        .orElse(workspace.text("apiclient.never")))
                .setHeader(workspace.text("apiclient.used"));
        grid.addComponentColumn(this::revoke)
                .setHeader(workspace.text("apiclient.actions"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        add(grid);
        getFooter().add(new Button(workspace.text("apiclient.close"), _ -> close()));
        refresh();
    }

    private String user(ApiGrant grant) {
        return users.find(workspace.actor().org(), grant.user()).map(User::name).orElse("");
    }

    private Button revoke(ApiGrant grant) {
        Button revoke = new Button(workspace.text("apiclient.revoke"), _ -> {
            clients.revokeGrant(workspace.actor(), grant.id());
            refresh();
        });
        revoke.addThemeVariants(ButtonVariant.TERTIARY);
        revoke.addClassName("grant-revoke");
        return revoke;
    }

    private void refresh() {
        grid.setItems(clients.grants(workspace.actor(), client.clientId()));
    }
}

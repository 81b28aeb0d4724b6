package io.atelier.studio.setup.apiclients;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientKind;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.Formats;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.PublicAddress;
import io.atelier.studio.shell.StepUp;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Programs that may act here: make one, give it a code, take it out. */
@Route("setup/api-clients")
@Needs(Permission.MANAGE_API_CLIENTS)
@Menu(title = "apiclient.title", order = 430, icon = "vaadin:key")
@PermitAll
final class ApiClientsView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final ApiClientService clients;
    private final UserService users;
    private final StepUp stepUp;
    private final String address;
    private final Formats formats;
    private final TextField name = new TextField();
    private final Select<ApiClientKind> kind = new Select<>();
    private final Checkbox confidential = new Checkbox(true);
    private final TextField redirect = new TextField();
    private final TextField scopes = new TextField();
    private final Div made = new Div();
    private final Grid<ApiClient> grid = new Grid<>();

    ApiClientsView(
            Workspace workspace,
            ApiClientService clients,
            UserService users,
            StepUp stepUp,
            CurrentActor current,
            PublicAddress address) {
        this.workspace = workspace;
        this.clients = clients;
        this.users = users;
        this.stepUp = stepUp;
        this.address = address.get();
        this.formats = current.formats();
        workspace.access().require(Permission.MANAGE_API_CLIENTS);
        addClassNames("page", "door");
        Paragraph hint = new Paragraph(getTranslation("apiclient.hint"));
        hint.addClassName("hint");
        made.addClassNames("card", "door");
        made.setVisible(false);
        add(new H1(getTranslation("apiclient.title")), hint, form(), made, grid);
        configureGrid();
        refresh();
    }

    private Div form() {
        name.setLabel(getTranslation("apiclient.name"));
        name.setId("client-name");
        name.setMaxLength(ApiClientData.MAX_NAME);
        Button create = new Button(getTranslation("apiclient.create"), _ -> create());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setId("client-create");
        kind.setLabel(getTranslation("apiclient.kind"));
        kind.setId("client-kind");
        kind.setItems(ApiClientKind.values());
        kind.setItemLabelGenerator(this::text);
        kind.addValueChangeListener(_ -> showKind());
        confidential.setLabel(getTranslation("apiclient.confidential"));
        confidential.setId("client-confidential");
        redirect.setLabel(getTranslation("apiclient.redirect"));
        redirect.setId("client-redirect");
        redirect.setMaxLength(ApiClientData.MAX_REDIRECT_LENGTH);
        redirect.setWidth("22rem");
        scopes.setLabel(getTranslation("apiclient.scopes"));
        scopes.setHelperText(getTranslation("apiclient.scopes.bound"));
        scopes.setId("client-bound");
        scopes.setWidth("22rem");
        kind.setValue(ApiClientKind.SELF);
        Div form = new Div(name, kind, redirect, confidential, scopes, create);
        form.addClassNames("card", "tools");
        form.getStyle().set("align-items", "end");
        return form;
    }

    private void create() {
        name.setErrorMessage(getTranslation("apiclient.name.needed"));
        name.setInvalid(name.getValue().isBlank());
        if (name.isInvalid()) {
            return;
        }
        stepUp.run(workspace.actor(), this::make);
    }

    private void make() {
        try {
            show(clients.create(workspace.actor(), data()));
        } catch (ViolationsException e) {
            show(e);
        } catch (PlatformException e) {
            if (e.code() == ErrorCode.STEP_UP_REQUIRED) {
                throw e;
            }
            Toast.error(getTranslation("apiclient.not.made"), String.valueOf(e.getMessage()));
        }
    }

    private void show(NewApiClient client) {
        name.clear();
        redirect.clear();
        scopes.clear();
        refresh();
        CodeText id = code("apiclient.id", "client-id");
        id.setCode(client.clientId());
        CodeText secret = code("apiclient.secret", "client-secret");
        secret.setCode(client.secret());
        Paragraph once = new Paragraph(getTranslation("apiclient.secret.once"));
        made.removeAll();
        made.add(new H2(getTranslation("apiclient.made", client.name())), id);
        if (!client.secret().isEmpty()) {
            made.add(once, secret);
        }
        made.setVisible(true);
    }

    private void showKind() {
        boolean server = kind.getValue() == ApiClientKind.SERVER;
        redirect.setVisible(server);
        confidential.setVisible(server);
        scopes.setVisible(kind.getValue() != ApiClientKind.SELF);
    }

    private ApiClientData data() {
        boolean server = kind.getValue() == ApiClientKind.SERVER;
        boolean bound =
                kind.getValue() != ApiClientKind.SELF && !scopes.getValue().isBlank();
        return new ApiClientData(
                name.getValue(),
                kind.getValue(),
                !server || confidential.getValue(),
                server
                        ? Stream.of(redirect.getValue().strip().split("\\s+"))
                                .filter(uri -> !uri.isEmpty())
                                .toList()
                        : List.of(),
                bound ? Scope.parse(scopes.getValue()) : List.of());
    }

    private void show(ViolationsException e) {
        redirect.setInvalid(false);
        scopes.setInvalid(false);
        for (Violation problem : e.violations()) {
            TextField field = switch (problem.path()) {
                case "redirect_uris" -> redirect;
                case "scopes" -> scopes;
                default -> name;
            };
            field.setErrorMessage(workspace.text(problem));
            field.setInvalid(true);
        }
    }

    private String text(ApiClientKind value) {
        return getTranslation("apiclient.kind." + value.name().toLowerCase(Locale.ROOT));
    }

    private CodeText code(String label, String id) {
        CodeText text = new CodeText(
                getTranslation(label), getTranslation("apiclient.copy"), getTranslation("apiclient.copied"));
        text.setAreaId(id);
        return text;
    }

    private void configureGrid() {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("apiclient.title"));
        grid.addColumn(ApiClient::name).setHeader(getTranslation("apiclient.name"));
        grid.addColumn(ApiClient::clientId)
                .setHeader(getTranslation("apiclient.id"))
                .setFlexGrow(2);
        grid.addColumn(client -> text(client.data().kind())).setHeader(getTranslation("apiclient.kind"));
        grid.addColumn(client -> formats.dateTime(client.createdTime())).setHeader(getTranslation("apiclient.created"));
        grid.addComponentColumn(this::actions)
                .setHeader(getTranslation("apiclient.actions"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        Div empty = new Div(new Span(getTranslation("apiclient.empty")));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
    }

    private Div actions(ApiClient client) {
        Button code = new Button(
                getTranslation("apiclient.code"),
                _ -> new GrantDialog(workspace, clients, stepUp, client, address).open());
        code.setAriaLabel(getTranslation("apiclient.code.of", client.name()));
        code.addClassName("client-code");
        code.setVisible(client.data().kind() == ApiClientKind.SELF);
        Button grants = new Button(
                getTranslation("apiclient.grants"),
                _ -> new GrantsDialog(workspace, clients, users, client, formats).open());
        grants.setAriaLabel(getTranslation("apiclient.grants.of", client.name()));
        grants.addClassName("client-grants");
        Button revoke = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> confirmRevoke(client));
        revoke.setAriaLabel(getTranslation("apiclient.revoke.of", client.name()));
        revoke.addThemeVariants(ButtonVariant.TERTIARY);
        revoke.addClassName("client-revoke");
        Div actions = new Div(code, grants, revoke);
        actions.addClassName("tools");
        return actions;
    }

    private void confirmRevoke(ApiClient client) {
        Confirmation.ask(
                getTranslation("apiclient.revoke.of", client.name()),
                getTranslation("apiclient.revoke.text"),
                getTranslation("apiclient.revoke"),
                getTranslation("record.dialog.cancel"),
                () -> {
                    clients.delete(workspace.actor(), client.clientId());
                    made.setVisible(false);
                    refresh();
                    Toast.success(getTranslation("apiclient.revoked"));
                });
    }

    private void refresh() {
        grid.setItems(clients.all(workspace.actor()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("apiclient.title");
    }
}

package io.atelier.studio.setup.developers;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.atelier.platform.access.Permission;
import io.atelier.platform.api.openapi.OpenApiDocument;
import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.ConsoleService;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.component.GridRows;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.PublicAddress;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Everything that a programmer needs to begin. */
@Route("setup/developers")
@Needs(Permission.API_ACCESS)
@Menu(title = "developer.title", order = 434, icon = "vaadin:terminal")
@PermitAll
final class DevelopersView extends Div implements HasDynamicTitle {
    private final Workspace workspace;
    private final ApiClientService clients;
    private final OpenApiDocument openApi;
    private final JsonMapper json;
    private final String address;

    DevelopersView(
            Workspace workspace,
            CurrentActor current,
            ApiClientService clients,
            ConsoleService tokens,
            ConsoleDoor door,
            OpenApiDocument openApi,
            JsonMapper json,
            PublicAddress address) {
        this.workspace = workspace;
        this.clients = clients;
        this.openApi = openApi;
        this.json = json;
        this.address = address.get();
        workspace.access().require(Permission.API_ACCESS);
        addClassNames("page", "developers");
        Paragraph hint = new Paragraph(getTranslation("developer.hint"));
        hint.addClassName("hint");
        SamplePanel samples = new SamplePanel(this.address);
        AnswerPanel answer = new AnswerPanel(current.formats());
        ConsolePanel console = new ConsolePanel(workspace, tokens, door, samples::show, answer::show);
        Div asked = new Div(console, samples);
        asked.addClassName("record-main");
        Div body = new Div(asked, answer);
        body.addClassName("console-columns");
        Div top = new Div(addresses(), programs());
        top.addClassNames("console-columns", "even");
        add(new H1(getTranslation("developer.title")), hint, top, body);
        console.change();
    }

    private Component addresses() {
        Div card = new Div(
                new H2(getTranslation("developer.addresses")),
                code("developer.base", "developer-base", address + "/crm/v8"),
                code("developer.tokens", "developer-tokens", address + "/oauth/v2/token"),
                document());
        card.addClassNames("card", "door");
        return card;
    }

    /** What the API answers at {@code openapi.json}, for people, who have no token. */
    private Component document() {
        DownloadHandler handler = event -> {
            event.setFileName("openapi.json");
            event.setContentType("application/json");
            json.writeValue(
                    event.getOutputStream(), openApi.of(workspace.model(), workspace.access(), workspace.locale()));
        };
        Anchor link = new Anchor(handler, getTranslation("developer.document"));
        link.setId("developer-document");
        link.addClassName("button-link");
        Paragraph hint = new Paragraph(getTranslation("developer.document.hint"));
        hint.addClassName("hint");
        return new Div(link, hint);
    }

    private CodeText code(String label, String id, String text) {
        CodeText code = new CodeText(
                getTranslation(label), getTranslation("apiclient.copy"), getTranslation("apiclient.copied"));
        code.setAreaId(id);
        code.setCode(text);
        return code;
    }

    private Component programs() {
        Div card = new Div(new H2(getTranslation("developer.programs")));
        card.addClassNames("card", "door");
        if (!workspace.access().has(Permission.MANAGE_API_CLIENTS)) {
            card.add(new Paragraph(getTranslation("developer.programs.none")));
            return card;
        }
        Grid<ApiClient> grid = new Grid<>();
        grid.setId("developer-clients");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setEmptyStateText(getTranslation("apiclient.empty"));
        grid.getElement().setAttribute("aria-label", getTranslation("developer.programs"));
        grid.addColumn(ApiClient::name).setHeader(getTranslation("apiclient.name"));
        grid.addColumn(client -> getTranslation(
                        "apiclient.kind." + client.data().kind().name().toLowerCase(Locale.ROOT)))
                .setHeader(getTranslation("apiclient.kind"));
        grid.addColumn(ApiClient::clientId)
                .setHeader(getTranslation("apiclient.id"))
                .setTooltipGenerator(ApiClient::clientId)
                .setFlexGrow(2);
        GridRows.show(grid, clients.all(workspace.actor()));
        Div links = new Div(
                link("setup/api-clients", "developer.clients.link"), link("setup/api-usage", "developer.usage.link"));
        links.addClassName("tools");
        card.add(grid, links);
        return card;
    }

    private Anchor link(String target, String text) {
        Anchor link = new Anchor(target, getTranslation(text));
        link.getElement().setAttribute("router-link", true);
        link.addClassName("button-link");
        return link;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("developer.title");
    }
}

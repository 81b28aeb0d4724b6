package io.atelier.studio.setup.apiusage;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.org.Notice;
import io.atelier.platform.usage.ApiLimitService;
import io.atelier.platform.usage.ApiUsageService;
import io.atelier.platform.usage.CreditsLeft;
import io.atelier.platform.usage.UsagePeriod;
import io.atelier.platform.usage.UsageReport;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.UiNotices;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What programs use of the API, as it happens, and what is left to them. */
@Route("setup/api-usage")
@Needs(Permission.MANAGE_API_CLIENTS)
@Menu(title = "apiusage.title", order = 432, icon = "vaadin:chart-line")
@PermitAll
final class ApiUsageView extends Div implements HasDynamicTitle {
    /** A month's figures hardly change from one moment to the next, and cost most to read. */
    private static final Duration PAUSE_OF_MONTH = Duration.ofMinutes(1);

    private final Workspace workspace;
    private final ApiUsageService usage;
    private final ApiLimitService limits;
    private final ApiClientService clients;
    private final InstantSource clock;
    private final UsageTexts texts;
    private final Map<UsagePeriod, Button> periods = new EnumMap<>(UsagePeriod.class);
    private final Div figures = new Div();
    private final UsageCharts charts;
    private final ClientsTable ofClients;
    private final RoutesTable ofRoutes;
    private UsagePeriod period = UsagePeriod.HOUR;
    private Instant shown = Instant.MIN;

    ApiUsageView(
            Workspace workspace,
            CurrentActor current,
            ApiUsageService usage,
            ApiLimitService limits,
            ApiClientService clients,
            UiNotices notices,
            InstantSource clock) {
        this.workspace = workspace;
        this.usage = usage;
        this.limits = limits;
        this.clients = clients;
        this.clock = clock;
        workspace.access().require(Permission.MANAGE_API_CLIENTS);
        texts = new UsageTexts(workspace, current.formats());
        charts = new UsageCharts(workspace, texts);
        ofClients = new ClientsTable(
                workspace, texts, client -> new LimitsDialog(workspace, texts, limits, client, this::refresh).open());
        ofRoutes = new RoutesTable(workspace, texts);
        addClassNames("page", "api-usage");
        figures.addClassName("figures");
        figures.setId("usage-figures");
        add(
                header(),
                figures,
                charts,
                new H2(getTranslation("apiusage.clients")),
                ofClients,
                new H2(getTranslation("apiusage.routes")),
                ofRoutes);
        notices.listen(this, workspace.actor().org(), Notice.Topic.USAGE, _ -> refreshSoon());
        choose(UsagePeriod.HOUR);
    }

    private Component header() {
        Paragraph hint = new Paragraph(getTranslation("apiusage.hint"));
        hint.addClassName("hint");
        Div heading = new Div(new H1(getTranslation("apiusage.title")), hint);
        heading.addClassName("heading-stack");
        Div choice = new Div();
        choice.addClassName("tools");
        choice.getElement().setAttribute("role", "group");
        choice.getElement().setAttribute("aria-label", getTranslation("apiusage.period"));
        for (UsagePeriod one : UsagePeriod.values()) {
            Button button = new Button(
                    getTranslation("apiusage.period." + one.name().toLowerCase(Locale.ROOT)), _ -> choose(one));
            button.setId("usage-" + one.name().toLowerCase(Locale.ROOT));
            periods.put(one, button);
            choice.add(button);
        }
        Div header = new Div(heading, choice);
        header.addClassName("record-header");
        return header;
    }

    private void choose(UsagePeriod chosen) {
        period = chosen;
        periods.forEach((one, button) -> {
            button.getElement().setAttribute("aria-pressed", Boolean.toString(one == chosen));
            if (one == chosen) {
                button.removeThemeVariants(ButtonVariant.TERTIARY);
            } else {
                button.addThemeVariants(ButtonVariant.TERTIARY);
            }
        });
        refresh();
    }

    private void refreshSoon() {
        if (period != UsagePeriod.MONTH || clock.instant().isAfter(shown.plus(PAUSE_OF_MONTH))) {
            refresh();
        }
    }

    private void refresh() {
        shown = clock.instant();
        texts.setClients(clients.all(workspace.actor()));
        UsageReport report = usage.report(workspace.actor(), period, workspace.zone());
        showFigures(report);
        charts.show(report, period);
        ofClients.show(report.clients(), limits.creditsLeft(workspace.actor()));
        ofRoutes.show(report.routes());
    }

    private void showFigures(UsageReport report) {
        CreditsLeft left = limits.creditsLeftOfOrganization(workspace.actor());
        figures.removeAll();
        figures.add(
                figure("apiusage.calls", texts.number(report.calls()), ""),
                figure(
                        "apiusage.errors",
                        texts.number(report.errors()),
                        getTranslation("apiusage.share", texts.share(report.errors(), report.calls()))),
                figure("apiusage.credits", texts.number(report.credits()), ""),
                figure(
                        "apiusage.left",
                        texts.number(left.left()),
                        getTranslation("apiusage.left.of", texts.number(left.limit()))));
    }

    private Component figure(String label, String value, String detail) {
        Span name = new Span(getTranslation(label));
        name.addClassName("field-label");
        Span number = new Span(value);
        number.addClassName("figure-value");
        Span note = new Span(detail);
        note.addClassName("field-label");
        Div figure = new Div(name, number, note);
        figure.addClassNames("card", "figure");
        return figure;
    }

    /** Where the clients themselves are handled. */
    static Anchor clientsLink(Workspace workspace) {
        Anchor link = new Anchor("setup/api-clients", workspace.text("apiusage.none.link"));
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("apiusage.title");
    }
}

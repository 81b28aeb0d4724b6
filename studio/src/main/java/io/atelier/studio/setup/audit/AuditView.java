package io.atelier.studio.setup.audit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.atelier.platform.access.AuditService;
import io.atelier.platform.access.AuditService.Format;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.audit.AuditVerdict;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.studio.shell.CurrentActor;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What was done by whom: find it, look at it, take it away, and check that nobody changed it. */
@Route("setup/audit")
@Needs(Permission.VIEW_AUDIT_LOG)
@Menu(title = "audit.title", order = 190, icon = "vaadin:clipboard-text")
@PermitAll
final class AuditView extends Div implements HasDynamicTitle {
    private static final int PAGE = 50;

    private final Workspace workspace;
    private final AuditService audit;
    private final DateTimeFormatter times;
    private final AuditFilterBar filters;
    private final Div verdict = new Div();
    private final Grid<AuditRow> grid = new Grid<>();
    private final Button more = new Button();
    private final List<AuditRow> rows = new ArrayList<>();
    private OptionalLong next = OptionalLong.empty();

    AuditView(Workspace workspace, AuditService audit, UserService users, CurrentActor current) {
        this.workspace = workspace;
        this.audit = audit;
        workspace.access().require(Permission.VIEW_AUDIT_LOG);
        times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                .withLocale(workspace.locale())
                .withZone(current.zone());
        filters = new AuditFilterBar(workspace, users.all(workspace.actor().org()), current.zone(), this::refresh);
        addClassNames("page", "door");
        Paragraph hint = new Paragraph(getTranslation("audit.hint"));
        hint.addClassName("hint");
        Div header = new Div(new H1(getTranslation("audit.title")), tools());
        header.addClassName("list-header");
        verdict.setId("audit-verdict");
        verdict.getElement().setAttribute("role", "status");
        more.setText(getTranslation("audit.more"));
        more.setId("audit-more");
        more.addClickListener(_ -> load());
        add(header, hint, filters, verdict, grid, more);
        configureGrid();
        refresh();
    }

    private Div tools() {
        Button verify = new Button(getTranslation("audit.verify"), _ -> verify());
        verify.addThemeVariants(ButtonVariant.PRIMARY);
        verify.setId("audit-verify");
        Div tools = new Div(download(Format.CSV), download(Format.NDJSON), verify);
        tools.addClassName("tools");
        return tools;
    }

    private Anchor download(Format format) {
        Actor actor = workspace.actor();
        String name = format.name().toLowerCase(Locale.ROOT);
        DownloadHandler handler = event -> {
            AuditFilter filter = filters.filter();
            event.setFileName("audit." + name);
            event.setContentType(format == Format.CSV ? "text/csv" : "application/x-ndjson");
            audit.export(actor, filter, format, event.getOutputStream());
        };
        Anchor anchor = new Anchor(handler, AttachmentType.DOWNLOAD, getTranslation("audit.export." + name));
        anchor.setId("audit-export-" + name);
        return anchor;
    }

    private void verify() {
        verdict.setText(
                switch (audit.verify(workspace.actor())) {
                    case AuditVerdict.Intact(long count, String head) -> getTranslation("audit.intact", count, head);
                    case AuditVerdict.Broken(long seq, AuditVerdict.Fault fault) ->
                        getTranslation(
                                "audit.broken",
                                seq,
                                getTranslation("audit.fault." + fault.name().toLowerCase(Locale.ROOT)));
                });
    }

    private void configureGrid() {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("audit.empty"));
        grid.getElement().setAttribute("aria-label", getTranslation("audit.title"));
        grid.addColumn(row -> times.format(row.at()))
                .setHeader(getTranslation("audit.time"))
                .setAutoWidth(true);
        grid.addColumn(row -> AuditTexts.user(workspace, row)).setHeader(getTranslation("audit.user"));
        grid.addColumn(row -> AuditTexts.kind(workspace, row.kind())).setHeader(getTranslation("audit.kind"));
        grid.addColumn(row -> AuditTexts.act(workspace, row))
                .setHeader(getTranslation("audit.act"))
                .setFlexGrow(2);
        grid.addColumn(row -> AuditTexts.name(workspace, row)).setHeader(getTranslation("audit.name"));
        grid.addColumn(row -> AuditTexts.modules(workspace, row)).setHeader(getTranslation("audit.module"));
        grid.addComponentColumn(this::details)
                .setHeader(getTranslation("audit.details"))
                .setAutoWidth(true)
                .setFlexGrow(0);
    }

    private Button details(AuditRow row) {
        Button button = new Button(
                getTranslation("audit.show"), _ -> new AuditDetails(workspace, row, times.format(row.at())).open());
        button.setAriaLabel(getTranslation("audit.show.row", row.seq()));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("audit-show");
        return button;
    }

    private void refresh() {
        rows.clear();
        next = OptionalLong.empty();
        load();
    }

    private void load() {
        AuditService.Page page = audit.page(workspace.actor(), filters.filter(), next, PAGE);
        rows.addAll(page.rows());
        next = page.next();
        more.setVisible(next.isPresent());
        grid.setItems(List.copyOf(rows));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("audit.title");
    }
}

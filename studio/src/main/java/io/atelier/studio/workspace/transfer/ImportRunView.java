package io.atelier.studio.workspace.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ImportStatus;
import io.atelier.platform.transfer.ImportStatus.State;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.shell.UiNotices;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Optional;

/** How far an import is, and what came of it. The import goes on without this page. */
@Route("import/:module/run/:id([0-9]{1,18})")
@PermitAll
final class ImportRunView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final String JOB_SUBJECT = "import:";

    private final Workspace workspace;
    private final ImportService imports;
    private final UiNotices notices;

    private final ProgressBar progress = new ProgressBar();
    private final Paragraph state = new Paragraph();
    private final Div counts = new Div();
    private final Div results = new Div();
    private String pageTitle = "";

    ImportRunView(Workspace workspace, ImportService imports, UiNotices notices) {
        this.workspace = workspace;
        this.imports = imports;
        this.notices = notices;
        addClassNames("page", "import-view");
        counts.addClassName("import-counts");
        results.addClassName("tools");
        state.setId("import-state");
        state.getElement().setAttribute("role", "status");
    }

    static String address(String module, long id) {
        return "import/" + module + "/run/" + id;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ModuleDef module = event.getRouteParameters()
                .get("module")
                .flatMap(workspace::findModule)
                .orElseThrow(NotFoundException::new);
        long id = event.getRouteParameters().getLong("id").orElseThrow(NotFoundException::new);
        ImportStatus status = imports.status(workspace.actor(), id);
        if (!status.module().equals(module.apiName())) {
            throw new NotFoundException();
        }
        pageTitle = workspace.text("import.run.title", status.fileName());
        progress.getElement().setAttribute("aria-label", pageTitle);
        Div card = new Div(state, progress, counts, results);
        card.addClassNames("card", "import-step");
        removeAll();
        add(heading(module), card);
        notices.listen(card, workspace.actor().org(), Notice.Topic.JOB, notice -> {
            if (notice.subject().equals(JOB_SUBJECT + id)) {
                show(module, imports.status(workspace.actor(), id));
            }
        });
        // Read again once listening: what happened in between is told by no notice.
        card.addAttachListener(_ -> show(module, imports.status(workspace.actor(), id)));
    }

    private Component heading(ModuleDef module) {
        Anchor back = new Anchor(Routes.list(module.apiName()), module.plural().in(workspace.locale()));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(pageTitle));
        heading.addClassName("heading-stack");
        return heading;
    }

    private void show(ModuleDef module, ImportStatus status) {
        String name = status.state().name().toLowerCase(Locale.ROOT);
        state.setText(
                workspace.text("import.state." + name) + (status.message().isEmpty() ? "" : " " + status.message()));
        state.getElement().setAttribute("data-state", name);
        progress.setVisible(!status.state().isOver());
        progress.setIndeterminate(status.state() == State.QUEUED);
        progress.setMin(0);
        progress.setMax(Math.max(1, status.total()));
        progress.setValue(Math.min(status.done(), Math.max(1, status.total())));
        counts.removeAll();
        counts.add(
                count("created", status.created()),
                count("updated", status.updated()),
                count("skipped", status.skipped()),
                count("rejected", status.rejected()),
                count("done", status.done()),
                count("total", status.total()));
        results.removeAll();
        if (status.state().isOver()) {
            Anchor list = new Anchor(
                    Routes.list(module.apiName()),
                    workspace.text("import.list", module.plural().in(workspace.locale())));
            list.getElement().setAttribute("router-link", true);
            list.setId("import-list");
            list.addClassName("button-link");
            results.add(list);
            rejectedLink(status).ifPresent(results::add);
            Anchor again = new Anchor("import/" + module.apiName(), workspace.text("import.again"));
            again.getElement().setAttribute("router-link", true);
            again.addClassName("button-link");
            results.add(again);
        } else {
            results.add(new Span(workspace.text("import.leave")));
        }
    }

    private Component count(String name, long value) {
        Span number =
                new Span(NumberFormat.getIntegerInstance(workspace.locale()).format(value));
        number.setId("import-" + name);
        number.addClassName("import-number");
        Span label = new Span(workspace.text("import.count." + name));
        label.addClassName("field-label");
        return new Div(number, label);
    }

    private Optional<Component> rejectedLink(ImportStatus status) {
        if (status.rejected() == 0) {
            return Optional.empty();
        }
        Actor actor = workspace.actor();
        DownloadHandler csv = event -> {
            event.setFileName("rejected-" + status.id() + ".csv");
            event.setContentType("text/csv;charset=utf-8");
            imports.rejectedCsv(actor, status.id(), event.getOutputStream());
        };
        Anchor link = new Anchor(csv, AttachmentType.DOWNLOAD, workspace.text("import.rejected.download"));
        link.setId("import-rejected-download");
        link.addClassName("button-link");
        return Optional.of(link);
    }

    @Override
    public String getPageTitle() {
        return pageTitle;
    }
}

package io.atelier.studio.workspace.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.transfer.FilePreview;
import io.atelier.platform.transfer.ImportLimits;
import io.atelier.platform.transfer.ImportService;
import io.atelier.platform.transfer.ImportStatus;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;

/** Prepares an import in three steps: the file, its columns, a look at what becomes of them. */
@Route("import/:module")
@PermitAll
final class ImportView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int RECENT = 5;
    private static final int MANY = 50;
    private static final int MEGABYTE = 1024 * 1024;

    private final Workspace workspace;
    private final ImportService imports;
    private final OrderedList steps = new OrderedList();
    private final Div content = new Div();
    private String pageTitle = "";

    ImportView(Workspace workspace, ImportService imports) {
        this.workspace = workspace;
        this.imports = imports;
        addClassNames("page", "import-view");
        steps.addClassName("steps");
        content.addClassName("import-step");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ModuleDef module = event.getRouteParameters()
                .get("module")
                .flatMap(workspace::findModule)
                .orElseThrow(NotFoundException::new);
        workspace.access().require(module, Verb.IMPORT);
        pageTitle = workspace.text("import.title", module.plural().in(workspace.locale()));
        removeAll();
        add(heading(module), steps, content);
        showFile(module);
    }

    private Component heading(ModuleDef module) {
        Anchor back = new Anchor(Routes.list(module.apiName()), module.plural().in(workspace.locale()));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(pageTitle));
        heading.addClassName("heading-stack");
        return heading;
    }

    private void showFile(ModuleDef module) {
        markStep(0);
        NumberFormat numbers = NumberFormat.getIntegerInstance(workspace.locale());
        Paragraph limits = new Paragraph(workspace.text(
                "import.limits",
                numbers.format(ImportLimits.MAX_BYTES / MEGABYTE),
                numbers.format(ImportLimits.MAX_ROWS),
                numbers.format(ImportLimits.MAX_COLUMNS)));
        limits.addClassName("hint");
        Upload upload =
                new Upload(UploadHandler.toTempFile((metadata, file) -> receive(module, metadata.fileName(), file)));
        upload.setAcceptedFileExtensions(".csv", ".txt", ".tsv");
        upload.setMaxFileSize((int) ImportLimits.MAX_BYTES);
        upload.setMaxFiles(1);
        upload.setId("import-upload");
        Button choose = new Button(workspace.text("import.upload"));
        choose.addThemeVariants(ButtonVariant.PRIMARY);
        upload.setUploadButton(choose);
        upload.setDropLabel(new Span(workspace.text("import.drop")));
        Div card = new Div(new H2(workspace.text("import.file")), limits, upload);
        card.addClassName("card");
        show(card);
        recent(module).ifPresent(content::add);
    }

    private void receive(ModuleDef module, String name, File file) throws IOException {
        long id;
        try (InputStream in = Files.newInputStream(file.toPath())) {
            id = imports.upload(workspace.actor(), name, in).id();
        } finally {
            Files.deleteIfExists(file.toPath());
        }
        FilePreview preview = imports.inspect(workspace.actor(), id);
        Access access = workspace.access();
        List<FieldDef> writable = access.fields(module).stream()
                .filter(field -> access.mayWrite(module, field))
                .toList();
        showColumns(new ImportDraft(
                module, writable, preview, imports.proposeMapping(workspace.actor(), module.apiName(), preview)));
    }

    private Optional<Component> recent(ModuleDef module) {
        List<ImportStatus> mine = imports.recent(workspace.actor(), MANY).stream()
                .filter(run -> run.module().equals(module.apiName()))
                .limit(RECENT)
                .toList();
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        UnorderedList list = new UnorderedList();
        NumberFormat numbers = NumberFormat.getIntegerInstance(workspace.locale());
        mine.forEach(run -> {
            Anchor link = new Anchor(
                    ImportRunView.address(module.apiName(), run.id()),
                    workspace.text("import.recent.run", run.fileName(), numbers.format(run.done())));
            link.getElement().setAttribute("router-link", true);
            list.add(new ListItem(link));
        });
        list.addClassName("plain-list");
        Div card = new Div(new H2(workspace.text("import.recent")), list);
        card.addClassName("card");
        return Optional.of(card);
    }

    private void showColumns(ImportDraft draft) {
        markStep(1);
        ColumnsStep columns = new ColumnsStep(workspace, imports, draft);
        Button back = new Button(workspace.text("import.back"), _ -> showFile(draft.module()));
        Button next = new Button(workspace.text("import.next"), _ -> {
            if (columns.accept()) {
                showPreview(draft);
            }
        });
        next.addThemeVariants(ButtonVariant.PRIMARY);
        next.setId("import-next");
        show(columns, buttons(back, next));
    }

    private void showPreview(ImportDraft draft) {
        PreviewStep preview =
                new PreviewStep(workspace, draft, imports.tryOut(workspace.actor(), draft.plan(), draft.preview()));
        markStep(2);
        Button back = new Button(workspace.text("import.back"), _ -> showColumns(draft));
        Button start = new Button(workspace.text("import.start"), _ -> {
            long id = imports.start(workspace.actor(), draft.plan());
            UI.getCurrent().navigate(ImportRunView.address(draft.module().apiName(), id));
        });
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setId("import-start");
        start.setDisableOnClick(true);
        show(preview, buttons(back, start));
    }

    private void show(Component... parts) {
        content.removeAll();
        content.add(parts);
    }

    private static Div buttons(Button back, Button go) {
        Div buttons = new Div(back, go);
        buttons.addClassName("tools");
        return buttons;
    }

    private void markStep(int current) {
        steps.removeAll();
        List<String> names = List.of("import.file", "import.columns", "import.preview");
        for (int i = 0; i < names.size(); i++) {
            ListItem step = new ListItem(workspace.text(names.get(i)));
            if (i == current) {
                step.getElement().setAttribute("aria-current", "step");
            }
            steps.add(step);
        }
    }

    @Override
    public String getPageTitle() {
        return pageTitle;
    }
}

package io.atelier.studio.setup.functions;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRun;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.org.Actor;
import io.atelier.runtime.SyntaxReport;
import io.atelier.studio.component.CodeEditor;
import io.atelier.studio.component.CodeEditor.Diagnostic;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.SlowAction;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One function: its draft, a place to try it, its versions, and what became of its runs. */
@Route("setup/functions/:id")
@Needs(Permission.MANAGE_EXTENSIONS)
@PermitAll
final class FunctionEditorView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final int RUNS_SHOWN = 50;

    private final Workspace workspace;
    private final FunctionService functions;
    private final FunctionRunner runner;
    private final JsonMapper json;

    private final H1 title = new H1();
    private final Span status = new Span();
    private final TextField name = new TextField();
    private final CodeEditor editor = new CodeEditor(CodeEditor.Language.JAVASCRIPT);
    private final Checkbox restApi = new Checkbox();
    private final TextArea arguments = new TextArea();
    private final RunDetails details;
    private final Grid<FunctionRun> log = new Grid<>();
    private long functionId;
    private long revision;

    FunctionEditorView(Workspace workspace, FunctionService functions, FunctionRunner runner, JsonMapper json) {
        this.workspace = workspace;
        this.functions = functions;
        this.runner = runner;
        this.json = json;
        this.details = new RunDetails(workspace);
        addClassNames("page", "function-editor");
        configure();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        workspace.access().require(Permission.MANAGE_EXTENSIONS);
        functionId = event.getRouteParameters()
                .get("id")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElseThrow(NotFoundException::new);
        FunctionDef function = functions.list(workspace.actor()).stream()
                .filter(candidate -> candidate.id() == functionId)
                .findFirst()
                .orElseThrow(NotFoundException::new);
        show(function);
        editor.setValue(function.draft());
        editor.setDiagnostics(List.of());
        Div main = new Div(source(), runs());
        main.addClassName("record-main");
        Div side = new Div(test());
        side.addClassName("function-side");
        Div body = new Div(main, side);
        body.addClassNames("function-body");
        removeAll();
        add(header(), body);
        loadRuns();
    }

    private void configure() {
        name.setLabel(getTranslation("function.name"));
        name.setId("function-name");
        name.setMaxLength(FunctionService.MAX_NAME);
        restApi.setLabel(getTranslation("function.rest"));
        restApi.setHelperText(getTranslation("function.rest.hint"));
        restApi.setId("function-rest");
        restApi.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                show(functions.changeRestApi(workspace.actor(), functionId, event.getValue()));
            }
        });
        editor.setLabel(getTranslation("function.source"), getTranslation("function.source.hint"));
        editor.setId("function-source");
        editor.setWidthFull();
        editor.setHeight("26rem");
        editor.setCompletions(CrmCompletions.of(workspace));
        arguments.setLabel(getTranslation("function.test.args"));
        arguments.setId("function-args");
        arguments.setValue("{\"record\": {}}");
        arguments.setMinRows(4);
        arguments.setMaxRows(12);
        arguments.setWidthFull();
        arguments.addClassName("code-text");
        configureLog();
    }

    private void show(FunctionDef function) {
        revision = function.revision();
        name.setValue(function.name());
        restApi.setValue(function.restApi());
        title.setText(function.name());
        status.setText(function.apiName() + " · " + RunTexts.published(workspace, function.publishedVersion()));
        status.addClassName("count");
        status.setId("function-status");
    }

    private Component header() {
        Anchor back = new Anchor("setup/functions", getTranslation("function.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div line = new Div(title, status);
        line.addClassName("heading");
        Div heading = new Div(back, line);
        heading.addClassName("heading-stack");
        Button save = button("function.save", VaadinIcon.DISC, "function-save");
        save.addClickListener(_ -> save());
        // Also from within the editor, which hands its text over first.
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        Button check = button("function.check", VaadinIcon.CHECK, "function-check");
        check.addClickListener(_ -> check(check));
        Button versions = button("function.versions", VaadinIcon.TIME_BACKWARD, "function-versions");
        versions.addClickListener(_ -> new VersionsDialog(
                        workspace,
                        functions,
                        functions.get(workspace.actor(), functionId),
                        this::show,
                        this::replaceSource)
                .open());
        Button delete = button("function.delete", VaadinIcon.TRASH, "function-delete");
        delete.addClickListener(_ -> confirmDelete());
        Button publish = button("function.publish", VaadinIcon.ROCKET, "function-publish");
        publish.addThemeVariants(ButtonVariant.PRIMARY);
        publish.addClickListener(_ -> publish(publish));
        Div tools = new Div(save, check, versions, delete, publish);
        tools.addClassName("tools");
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Button button(String key, VaadinIcon icon, String id) {
        Button button = new Button(getTranslation(key), ModuleIcon.decorative(icon));
        button.setId(id);
        return button;
    }

    private Component source() {
        Section card = new Section(name, restApi, editor);
        card.addClassNames("card", "function-source");
        return card;
    }

    private Component test() {
        Button run = button("function.test", VaadinIcon.PLAY, "function-test");
        run.addClickListener(_ -> test(run));
        run.addClickShortcut(Key.ENTER, KeyModifier.CONTROL);
        Span hint = RunTexts.quiet(getTranslation("function.test.hint"));
        Section card = new Section(new H2(getTranslation("function.test.title")), arguments, run, hint, details);
        card.addClassNames("card", "function-test");
        return card;
    }

    private Component runs() {
        Button refresh = new Button(ModuleIcon.decorative(VaadinIcon.REFRESH), _ -> loadRuns());
        refresh.setAriaLabel(getTranslation("function.runs.refresh"));
        refresh.setId("function-runs-refresh");
        refresh.addThemeVariants(ButtonVariant.TERTIARY);
        Div head = new Div(new H2(getTranslation("function.runs")), refresh);
        head.addClassName("card-head");
        Section card = new Section(head, log);
        card.addClassName("card");
        return card;
    }

    private void configureLog() {
        log.setId("function-runs");
        log.setAllRowsVisible(true);
        log.setEmptyStateText(getTranslation("function.runs.none"));
        log.getElement().setAttribute("aria-label", getTranslation("function.runs"));
        log.addColumn(run -> RunTexts.time(workspace, run.startedTime()))
                .setHeader(getTranslation("function.run.time"))
                .setAutoWidth(true);
        log.addColumn(this::triggerOf)
                .setHeader(getTranslation("function.run.trigger"))
                .setAutoWidth(true);
        log.addComponentColumn(run -> RunTexts.state(workspace, run.outcome().state()))
                .setHeader(getTranslation("function.run.outcome"))
                .setAutoWidth(true);
        log.addColumn(run -> run.version() == 0
                        ? getTranslation("function.draft")
                        : getTranslation("function.version", run.version()))
                .setHeader(getTranslation("function.version.number"));
        log.addColumn(run -> getTranslation(
                        "function.run.millis", run.outcome().duration().toMillis()))
                .setHeader(getTranslation("function.run.duration"));
        log.addSelectionListener(event -> event.getFirstSelectedItem().ifPresent(this::showRun));
    }

    private String triggerOf(FunctionRun run) {
        String kind =
                getTranslation("function.trigger." + run.trigger().kind().name().toLowerCase(Locale.ROOT));
        String module = run.trigger().module();
        return module.isEmpty()
                ? kind
                : kind + " · "
                        + workspace
                                .model()
                                .findModule(module)
                                .map(m -> m.plural().in(workspace.locale()))
                                .orElse(module);
    }

    private void loadRuns() {
        log.setItems(functions.runs(workspace.actor(), functionId, RUNS_SHOWN));
    }

    private void showRun(FunctionRun run) {
        details.show(run.outcome());
        mark(run.outcome(), sameSource(run));
    }

    /** A line of another source would mark the wrong place. */
    private boolean sameSource(FunctionRun run) {
        return run.version() == 0
                || functions.versions(workspace.actor(), functionId).stream()
                        .anyMatch(version -> version.number() == run.version()
                                && version.source().equals(editor.getValue()));
    }

    private void mark(RunOutcome outcome, boolean same) {
        editor.setDiagnostics(outcome.error()
                .filter(error -> same && error.line() > 0)
                .map(error -> new Diagnostic(
                        error.line(),
                        Math.max(1, error.column()),
                        CodeEditor.Severity.ERROR,
                        error.name() + ": " + error.message()))
                .map(List::of)
                .orElse(List.of()));
    }

    private void replaceSource(String source) {
        editor.setValue(source);
        editor.setDiagnostics(List.of());
        editor.focusEditor();
    }

    private void save() {
        store();
        Toast.success(getTranslation("function.saved"));
    }

    private void store() {
        show(functions.saveDraft(workspace.actor(), functionId, revision, name.getValue(), editor.getValue()));
    }

    private void check(Button button) {
        Actor actor = workspace.actor();
        String source = editor.getValue();
        SlowAction.run(button, () -> functions.check(actor, source), report -> {
            if (report.ok()) {
                editor.setDiagnostics(List.of());
                Toast.success(getTranslation("function.check.ok"));
            } else {
                refuse(report);
            }
        });
    }

    private void refuse(SyntaxReport report) {
        if (report.line() > 0) {
            editor.setDiagnostics(List.of(new Diagnostic(
                    report.line(), Math.max(1, report.column()), CodeEditor.Severity.ERROR, report.message())));
        }
        Toast.error(
                getTranslation("function.check.failed"),
                report.line() > 0
                        ? getTranslation("function.run.place", report.line(), report.column()) + ": " + report.message()
                        : report.message());
    }

    private void publish(Button button) {
        store();
        Actor actor = workspace.actor();
        String source = editor.getValue();
        long seen = revision;
        SlowAction.run(button, () -> functions.check(actor, source), report -> {
            if (!report.ok()) {
                refuse(report);
                return;
            }
            SlowAction.run(button, () -> functions.publish(actor, functionId, seen), version -> {
                show(functions.get(actor, functionId));
                editor.setDiagnostics(List.of());
                Toast.success(getTranslation("function.published.done", version.number()));
            });
        });
    }

    private void test(Button button) {
        String args = arguments.isEmpty() ? "{}" : arguments.getValue();
        try {
            json.readTree(args);
        } catch (JacksonException e) {
            arguments.setErrorMessage(getTranslation("function.test.badArgs", e.getOriginalMessage()));
            arguments.setInvalid(true);
            return;
        }
        arguments.setInvalid(false);
        Actor actor = workspace.actor();
        String source = editor.getValue();
        SlowAction.run(button, () -> runner.test(actor, functionId, source, args), outcome -> {
            details.show(outcome);
            mark(outcome, true);
            loadRuns();
        });
    }

    private void confirmDelete() {
        Confirmation.ask(
                getTranslation("function.delete.title", title.getText()),
                getTranslation("function.delete.text"),
                getTranslation("function.delete"),
                getTranslation("record.dialog.cancel"),
                this::delete);
    }

    private void delete() {
        try {
            functions.delete(workspace.actor(), functionId);
        } catch (PlatformException e) {
            Toast.error(getTranslation("function.delete.refused"), String.valueOf(e.getMessage()));
            return;
        }
        UI.getCurrent().navigate("setup/functions");
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }
}

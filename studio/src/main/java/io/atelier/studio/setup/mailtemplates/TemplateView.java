package io.atelier.studio.setup.mailtemplates;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.mail.MailPreview;
import io.atelier.platform.mail.MailTemplate;
import io.atelier.platform.mail.MailTemplateData;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.studio.component.CodeEditor;
import io.atelier.studio.component.CodeEditor.Diagnostic;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.LookupItem;
import io.atelier.studio.component.MailFrame;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One template: subject and text on one side, the mail as it will be sent on the other. */
@Route("setup/mail-templates/:template")
@Needs(Permission.MANAGE_TEMPLATES)
@PermitAll
final class TemplateView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String NEW = "new";
    private static final int RECORDS_OFFERED = 50;
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+): (.*)", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile("(\\$[\\w.]+): (.*)", Pattern.DOTALL);

    private final Workspace workspace;
    private final MailTemplateService templates;

    private final H1 title = new H1();
    private final TextField name = new TextField();
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final TextField subject = new TextField();
    private final CodeEditor html = new CodeEditor(CodeEditor.Language.HTML);
    private final ComboBox<MergeField> mergeField = new ComboBox<>();
    private final ComboBox<LookupItem> sample = new ComboBox<>();
    private final Div shownSubject = new Div();
    private final UnorderedList problems = new UnorderedList();
    private final MailFrame frame;
    private Optional<MailTemplate> stored = Optional.empty();

    /** A reference that a template can hold, and what people call it. */
    private record MergeField(String reference, String label) {}

    TemplateView(Workspace workspace, MailTemplateService templates) {
        this.workspace = workspace;
        this.templates = templates;
        this.frame = new MailFrame(getTranslation("mail.preview"), workspace.locale());
        addClassNames("page", "function-editor");
        configure();
    }

    private void configure() {
        name.setLabel(getTranslation("mail.name"));
        name.setId("mail-name");
        name.setMaxLength(MailTemplateService.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        module.setLabel(getTranslation("mail.module"));
        module.setId("mail-module");
        module.setItems(workspace.model().modules());
        module.setItemLabelGenerator(m -> m.plural().in(workspace.locale()));
        module.addValueChangeListener(_ -> showModule());
        subject.setLabel(getTranslation("mail.subject"));
        subject.setId("mail-subject");
        subject.setWidthFull();
        subject.setRequiredIndicatorVisible(true);
        subject.setValueChangeMode(ValueChangeMode.LAZY);
        subject.addValueChangeListener(_ -> preview());
        html.setLabel(getTranslation("mail.html"), getTranslation("function.source.hint"));
        html.setId("mail-html");
        html.setWidthFull();
        html.setHeight("22rem");
        html.addChangeListener(_ -> preview());
        mergeField.setLabel(getTranslation("mail.field"));
        mergeField.setId("mail-field");
        mergeField.setItemLabelGenerator(MergeField::label);
        sample.setLabel(getTranslation("mail.sample"));
        sample.setId("mail-sample");
        sample.setPlaceholder(getTranslation("mail.sample.none"));
        sample.setClearButtonVisible(true);
        sample.setItemLabelGenerator(LookupItem::name);
        sample.addValueChangeListener(_ -> preview());
        shownSubject.addClassName("mail-subject");
        shownSubject.setId("mail-shown-subject");
        problems.addClassName("mail-problems");
        problems.setId("mail-problems");
        problems.getElement().setAttribute("role", "status");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        workspace.access().require(Permission.MANAGE_TEMPLATES);
        String id = event.getRouteParameters().get("template").orElse(NEW);
        stored = id.equals(NEW) ? Optional.empty() : Optional.of(find(id));
        MailTemplateData data = stored.map(MailTemplate::data)
                .orElseGet(() -> new MailTemplateData(
                        "", workspace.model().modules().getFirst().apiName(), "", "<p></p>\n"));
        title.setText(stored.isPresent() ? data.name() : getTranslation("mail.create"));
        removeAll();
        add(header(), body());
        name.setValue(data.name());
        subject.setValue(data.subject());
        html.setValue(data.html());
        module.setReadOnly(stored.isPresent());
        workspace.model().findModule(data.module()).ifPresent(module::setValue);
        preview();
    }

    private MailTemplate find(String id) {
        return templates.list(workspace.actor()).stream()
                .filter(template -> Long.toString(template.id()).equals(id))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private Component header() {
        Anchor back = new Anchor("setup/mail-templates", getTranslation("mail.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, title);
        heading.addClassName("heading-stack");
        Div tools = new Div();
        tools.addClassName("tools");
        stored.ifPresent(template -> {
            Button delete = new Button(
                    getTranslation("mail.delete"),
                    ModuleIcon.decorative(VaadinIcon.TRASH),
                    _ -> confirmDelete(template));
            delete.setId("mail-delete");
            tools.add(delete);
        });
        Button save = new Button(getTranslation("mail.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        save.setId("mail-save");
        tools.add(save);
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Component body() {
        FormLayout names = new FormLayout(name, module);
        names.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("30rem", 2));
        Button intoSubject = new Button(
                getTranslation("mail.field.subject"),
                _ -> chosenField().ifPresent(reference -> subject.setValue(subject.getValue() + reference)));
        intoSubject.setId("mail-field-subject");
        Button intoText =
                new Button(getTranslation("mail.field.text"), _ -> chosenField().ifPresent(html::insertAtCursor));
        intoText.setId("mail-field-text");
        Div inserter = new Div(mergeField, intoSubject, intoText);
        inserter.addClassNames("tools", "mail-inserter");
        Section written = new Section(names, subject, inserter, html, problems);
        written.addClassNames("card", "form-card");
        Section shown = new Section(new H2(getTranslation("mail.preview")), sample, shownSubject, frame);
        shown.addClassNames("card", "form-card");
        Div body = new Div(written, shown);
        body.addClassName("mail-body");
        return body;
    }

    private Optional<String> chosenField() {
        return mergeField.getOptionalValue().map(MergeField::reference);
    }

    private void showModule() {
        ModuleDef chosen = module.getValue();
        mergeField.clear();
        sample.clear();
        if (chosen == null) {
            return;
        }
        List<MergeField> offered = new ArrayList<>();
        workspace
                .access()
                .fields(chosen)
                .forEach(field -> offered.add(new MergeField(
                        "$" + chosen.apiName() + "." + field.apiName(),
                        field.label().in(workspace.locale()))));
        offered.add(new MergeField("$user.name", getTranslation("mail.field.userName")));
        offered.add(new MergeField("$user.email", getTranslation("mail.field.userEmail")));
        offered.add(new MergeField("$org.name", getTranslation("mail.field.orgName")));
        mergeField.setItems(offered);
        html.setCompletions(offered.stream()
                .map(field -> new CodeEditor.Completion(field.reference(), "variable", field.label(), "", null))
                .toList());
        sample.setItems(workspace.newest(chosen, RECORDS_OFFERED));
        preview();
    }

    private MailTemplateData data() {
        return new MailTemplateData(
                name.getValue().strip(), module.getValue().apiName(), subject.getValue(), html.getValue());
    }

    private void preview() {
        if (module.isEmpty()) {
            return;
        }
        MailTemplateData data = data();
        List<Diagnostic> marks = new ArrayList<>();
        problems.removeAll();
        for (Violation problem : templates.check(workspace.actor(), data)) {
            boolean yetToBeWritten =
                    problem.path().equals("name") || problem.path().equals("subject") && subject.isEmpty();
            if (!yetToBeWritten) {
                problems.add(new ListItem(getTranslation(problem.path().equals("html") ? "mail.html" : "mail.subject")
                        + ": "
                        + problem.message()));
                if (problem.path().equals("html")) {
                    marks.add(mark(problem.message()));
                }
            }
        }
        if (problems.getComponentCount() == 0) {
            render(data, marks);
        }
        html.setDiagnostics(marks);
        problems.setVisible(problems.getComponentCount() > 0);
    }

    private void render(MailTemplateData data, List<Diagnostic> marks) {
        try {
            MailPreview mail = sample.getOptionalValue()
                    .map(record -> templates.preview(workspace.actor(), withSubject(data), record.id()))
                    .orElseGet(() -> templates.previewSample(workspace.actor(), withSubject(data)));
            shownSubject.setText(subject.isEmpty() ? "" : mail.subject());
            frame.show(mail.html());
            mail.warnings().forEach(warning -> {
                String text = getTranslation(
                        "mail.warning", warning.line(), warning.column(), warning.reference(), warning.message());
                problems.add(new ListItem(text));
                if (data.html().contains(warning.reference())) {
                    marks.add(new Diagnostic(
                            warning.line(),
                            Math.max(1, warning.column()),
                            CodeEditor.Severity.WARNING,
                            warning.message()));
                }
            });
        } catch (PlatformException e) {
            problems.add(new ListItem(String.valueOf(e.getMessage())));
        }
    }

    /** A mail without a subject cannot be rendered, but its text can be looked at. */
    private static MailTemplateData withSubject(MailTemplateData data) {
        return data.subject().isBlank() ? new MailTemplateData(data.name(), data.module(), "-", data.html()) : data;
    }

    private Diagnostic mark(String message) {
        Matcher place = PLACE.matcher(message);
        if (place.matches()) {
            return new Diagnostic(
                    Integer.parseInt(place.group(1)),
                    Math.max(1, Integer.parseInt(place.group(2))),
                    CodeEditor.Severity.ERROR,
                    place.group(3));
        }
        Matcher reference = REFERENCE.matcher(message);
        int at = reference.matches() ? Math.max(0, html.getValue().indexOf(reference.group(1))) : 0;
        String before = html.getValue().substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Diagnostic(line, at - before.lastIndexOf('\n'), CodeEditor.Severity.ERROR, message);
    }

    private void save() {
        name.setErrorMessage(getTranslation("record.problem.mandatory"));
        name.setInvalid(name.getValue().isBlank());
        subject.setErrorMessage(getTranslation("record.problem.mandatory"));
        subject.setInvalid(subject.getValue().isBlank());
        if (name.isInvalid() || subject.isInvalid() || module.isEmpty()) {
            return;
        }
        MailTemplate saved;
        try {
            saved = stored.map(before -> templates.save(workspace.actor(), before.id(), before.revision(), data()))
                    .orElseGet(() -> templates.create(workspace.actor(), data()));
        } catch (ViolationsException e) {
            Toast.error(
                    getTranslation("record.dialog.rejected"),
                    e.violations().stream().map(Violation::message).collect(Collectors.joining(" ")));
            return;
        }
        boolean first = stored.isEmpty();
        stored = Optional.of(saved);
        title.setText(saved.data().name());
        Toast.success(getTranslation("mail.saved"));
        if (first) {
            UI.getCurrent().navigate("setup/mail-templates/" + saved.id());
        }
    }

    private void confirmDelete(MailTemplate template) {
        Confirmation.ask(
                getTranslation("mail.delete.title", template.data().name()),
                getTranslation("mail.delete.text"),
                getTranslation("mail.delete"),
                getTranslation("record.dialog.cancel"),
                () -> {
                    templates.delete(workspace.actor(), template.id());
                    UI.getCurrent().navigate("setup/mail-templates");
                });
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }
}

package io.atelier.studio.setup.rules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.RuleRun;
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.automation.WorkflowRule;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.studio.component.Confirmation;
import io.atelier.studio.component.CriteriaBuilder;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Toast;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.Routes;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One rule: when, for which records, what to do; and what became of it. */
@Route("setup/workflow-rules/:rule")
@Needs(Permission.MANAGE_AUTOMATION)
@PermitAll
final class RuleView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String NEW = "new";
    private static final int RUNS_SHOWN = 50;

    private final Workspace workspace;
    private final RuleService rules;
    private final FunctionService functions;
    private final MailTemplateService templates;

    private final H1 title = new H1();
    private final TextField name = new TextField();
    private final ComboBox<ModuleDef> module = new ComboBox<>();
    private final ComboBox<RuleData.Event> event = new ComboBox<>();
    private final Checkbox active = new Checkbox();
    private final Div condition = new Div();
    private Optional<CriteriaBuilder> builder = Optional.empty();
    private final Div actions = new Div();
    private final List<ActionRow> actionRows = new ArrayList<>();
    private Optional<WorkflowRule> stored = Optional.empty();

    RuleView(Workspace workspace, RuleService rules, FunctionService functions, MailTemplateService templates) {
        this.workspace = workspace;
        this.rules = rules;
        this.functions = functions;
        this.templates = templates;
        addClassNames("page", "record-main");
        configure();
    }

    private void configure() {
        name.setLabel(getTranslation("rule.name"));
        name.setId("rule-name");
        name.setMaxLength(RuleData.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        module.setLabel(getTranslation("rule.module"));
        module.setId("rule-module");
        module.setRequiredIndicatorVisible(true);
        module.setItems(workspace.model().modules());
        module.setItemLabelGenerator(m -> m.plural().in(workspace.locale()));
        module.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                showCriteria("");
                actionRows.clear();
                actions.removeAll();
                addAction();
            }
        });
        event.setLabel(getTranslation("rule.event"));
        event.setId("rule-event");
        event.setItems(Arrays.asList(RuleData.Event.values()));
        event.setItemLabelGenerator(e -> getTranslation("rule.event." + e.name().toLowerCase(Locale.ROOT)));
        event.setValue(RuleData.Event.CREATED);
        active.setLabel(getTranslation("rule.active"));
        active.setId("rule-active");
        active.setValue(true);
        actions.addClassName("filter-rows");
        actions.setId("rule-actions");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent enter) {
        workspace.access().require(Permission.MANAGE_AUTOMATION);
        String id = enter.getRouteParameters().get("rule").orElse(NEW);
        stored = id.equals(NEW) ? Optional.empty() : Optional.of(find(id));
        stored.ifPresentOrElse(this::show, this::showNothing);
        title.setText(stored.map(rule -> rule.data().name()).orElseGet(() -> getTranslation("rule.create")));
        removeAll();
        add(header(), basics(), conditionCard(), actionCard());
        stored.ifPresent(rule -> add(runs(rule)));
    }

    private WorkflowRule find(String id) {
        return rules.list(workspace.actor()).stream()
                .filter(rule -> Long.toString(rule.id()).equals(id))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private void show(WorkflowRule rule) {
        RuleData data = rule.data();
        name.setValue(data.name());
        workspace.model().findModule(data.module()).ifPresent(module::setValue);
        event.setValue(data.event());
        active.setValue(data.active());
        showCriteria(data.criteria());
        actionRows.clear();
        actions.removeAll();
        data.actions().forEach(action -> addAction().ifPresent(row -> row.show(action)));
    }

    private void showNothing() {
        name.clear();
        module.clear();
        event.setValue(RuleData.Event.CREATED);
        active.setValue(true);
        showCriteria("");
        actionRows.clear();
        actions.removeAll();
    }

    private Component header() {
        Anchor back = new Anchor("setup/workflow-rules", getTranslation("rule.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, title);
        heading.addClassName("heading-stack");
        Div tools = new Div();
        tools.addClassName("tools");
        stored.ifPresent(rule -> {
            Button delete = new Button(
                    getTranslation("rule.delete"), ModuleIcon.decorative(VaadinIcon.TRASH), _ -> confirmDelete(rule));
            delete.setId("rule-delete");
            tools.add(delete);
        });
        Button save = new Button(getTranslation("rule.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        save.setId("rule-save");
        tools.add(save);
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Component basics() {
        FormLayout form = new FormLayout(name, module, event, active);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("40rem", 3));
        return card(new H2(getTranslation("rule.when")), form);
    }

    private Component conditionCard() {
        return card(new H2(getTranslation("rule.criteria")), hint("rule.criteria.hint"), condition);
    }

    private Component actionCard() {
        Button more =
                new Button(getTranslation("rule.action.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> addAction());
        more.addThemeVariants(ButtonVariant.TERTIARY);
        more.setId("rule-action-add");
        return card(new H2(getTranslation("rule.do")), hint("rule.do.hint"), actions, more);
    }

    private Span hint(String key) {
        Span hint = new Span(workspace.text(key));
        hint.addClassName("empty");
        return hint;
    }

    private static Component card(Component... content) {
        Section card = new Section(content);
        card.addClassNames("card", "form-card");
        return card;
    }

    private void showCriteria(String text) {
        condition.removeAll();
        builder = Optional.empty();
        ModuleDef chosen = module.getValue();
        if (chosen == null) {
            return;
        }
        CriteriaBuilder shown = new CriteriaBuilder(workspace.criteriaFields(chosen), workspace.editors(chosen));
        shown.setCriteria(CriteriaParser.parse(text));
        condition.add(shown);
        builder = Optional.of(shown);
    }

    private Optional<ActionRow> addAction() {
        ModuleDef chosen = module.getValue();
        if (chosen == null) {
            require(module);
            return Optional.empty();
        }
        if (actionRows.size() >= RuleData.MAX_ACTIONS) {
            Toast.error(getTranslation("rule.action.most", RuleData.MAX_ACTIONS), "");
            return Optional.empty();
        }
        ActionRow.Offer offer =
                new ActionRow.Offer(functions.list(workspace.actor()), templates.list(workspace.actor()));
        ActionRow row = new ActionRow(workspace, chosen, offer, gone -> {
            actionRows.remove(gone);
            actions.remove(gone);
        });
        actionRows.add(row);
        actions.add(row);
        return Optional.of(row);
    }

    private boolean require(ComboBox<?> choice) {
        choice.setErrorMessage(getTranslation("record.problem.mandatory"));
        choice.setInvalid(choice.isEmpty());
        return !choice.isEmpty();
    }

    private void save() {
        name.setErrorMessage(getTranslation("record.problem.mandatory"));
        name.setInvalid(name.getValue().isBlank());
        boolean complete = require(module) & require(event) & !name.isInvalid();
        List<RuleAction> chosen = actionRows.stream()
                .map(ActionRow::action)
                .flatMap(Optional::stream)
                .toList();
        if (!complete || chosen.size() < actionRows.size()) {
            return;
        }
        String criteria = builder.map(b -> b.criteria().toText()).orElse("");
        RuleData data = new RuleData(
                name.getValue().strip(),
                module.getValue().apiName(),
                event.getValue(),
                criteria,
                chosen,
                active.getValue());
        WorkflowRule saved;
        try {
            saved = stored.map(rule -> rules.save(workspace.actor(), rule.id(), rule.revision(), data))
                    .orElseGet(() -> rules.create(workspace.actor(), data));
        } catch (ViolationsException e) {
            Toast.error(
                    getTranslation("record.dialog.rejected"),
                    e.violations().stream().map(Violation::message).collect(Collectors.joining(" ")));
            return;
        }
        Toast.success(getTranslation("rule.saved"));
        UI.getCurrent().navigate("setup/workflow-rules/" + saved.id());
        stored = Optional.of(saved);
        title.setText(saved.data().name());
    }

    private Component runs(WorkflowRule rule) {
        Grid<RuleRun> grid = new Grid<>();
        grid.setId("rule-runs");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.setEmptyStateText(getTranslation("rule.runs.none"));
        grid.getElement().setAttribute("aria-label", getTranslation("rule.runs"));
        grid.addColumn(run -> workspace
                        .values()
                        .of(SystemField.CREATED_TIME.definition(), new FieldValue.DateTime(run.createdTime())))
                .setHeader(getTranslation("rule.run.time"));
        grid.addColumn(run -> getTranslation("rule.action." + kindOf(run.action())))
                .setHeader(getTranslation("rule.action"));
        grid.addComponentColumn(run -> {
                    Anchor link = new Anchor(Routes.record(run.module(), run.recordId()), "#" + run.recordId());
                    link.getElement().setAttribute("router-link", true);
                    return link;
                })
                .setHeader(getTranslation("rule.run.record"));
        grid.addComponentColumn(run -> {
                    String state = run.state().name().toLowerCase(Locale.ROOT);
                    Span span = new Span(getTranslation("rule.run.state." + state));
                    span.addClassNames("run-state", "run-" + state);
                    return span;
                })
                .setHeader(getTranslation("rule.run.state"));
        grid.addColumn(RuleRun::message)
                .setHeader(getTranslation("rule.run.message"))
                .setFlexGrow(2);
        grid.setItems(rules.runs(workspace.actor(), rule.id(), RUNS_SHOWN));
        return card(new H2(getTranslation("rule.runs")), grid);
    }

    private static String kindOf(RuleAction action) {
        ActionRow.Kind kind = switch (action) {
            case RuleAction.CallFunction _ -> ActionRow.Kind.FUNCTION;
            case RuleAction.UpdateField _ -> ActionRow.Kind.FIELD;
            case RuleAction.SendMail _ -> ActionRow.Kind.MAIL;
        };
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void confirmDelete(WorkflowRule rule) {
        Confirmation.ask(
                getTranslation("rule.delete.title", rule.data().name()),
                getTranslation("rule.delete.text"),
                getTranslation("rule.delete"),
                getTranslation("record.dialog.cancel"),
                () -> {
                    rules.delete(workspace.actor(), rule.id());
                    UI.getCurrent().navigate("setup/workflow-rules");
                });
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }
}

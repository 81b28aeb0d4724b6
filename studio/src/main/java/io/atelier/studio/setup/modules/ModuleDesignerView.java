package io.atelier.studio.setup.modules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Notice;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TypeChangeService;
import io.atelier.studio.component.ModuleIcon;
import io.atelier.studio.component.Sortable;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.modules.ModuleDraft.SectionDraft;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.UiNotices;
import io.atelier.studio.workspace.records.Workspace;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Designs a new or existing module; nothing is stored before its plan was read and applied. */
@Route("setup/modules/:module")
@Needs(Permission.CUSTOMIZE)
@PermitAll
final class ModuleDesignerView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String NEW = "new";

    private final Workspace workspace;
    private final SetupService setup;
    private final RecordService records;
    private ModuleDraft draft = ModuleDraft.empty("Details", "Сведения");
    private final Div layout = new Div();
    private final Map<String, Div> items = new HashMap<>();
    private final TypeChangeService typeChanges;
    private Optional<TypeChangesCard> running = Optional.empty();

    ModuleDesignerView(
            Workspace workspace,
            SetupService setup,
            RecordService records,
            TypeChangeService typeChanges,
            UiNotices notices) {
        this.workspace = workspace;
        this.setup = setup;
        this.records = records;
        this.typeChanges = typeChanges;
        addClassNames("page", "designer");
        notices.listen(this, workspace.actor().org(), Notice.Topic.MODEL, _ -> follow());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        workspace.access().require(Permission.CUSTOMIZE);
        String name = event.getRouteParameters().get("module").orElse(NEW);
        draft = name.equals(NEW)
                ? ModuleDraft.empty("Details", "Сведения")
                : workspace.findModule(name).map(ModuleDraft::of).orElseThrow(NotFoundException::new);
        showAll();
    }

    private void showAll() {
        removeAll();
        add(header(), names());
        running = draft.stored().map(module -> new TypeChangesCard(workspace, typeChanges, module.apiName()));
        running.ifPresent(this::add);
        add(layout);
        showLayout();
    }

    /** The model has changed, perhaps by a change of type; what somebody is drawing here stays. */
    private void follow() {
        running.ifPresent(TypeChangesCard::refresh);
        if (!draft.isNew() && isUntouched()) {
            workspace.findModule(draft.apiName).map(ModuleDraft::of).ifPresent(fresh -> {
                draft = fresh;
                showAll();
            });
        }
    }

    private boolean isUntouched() {
        try {
            return draft.changes().isEmpty();
        } catch (PlatformException _) {
            return false; // a label was emptied
        }
    }

    /** Returns what would forbid the field, were it applied with all that is drawn so far. */
    private List<Violation> problemsOf(FieldDraft field) {
        String path = draft.apiName + "." + field.apiName();
        try {
            return setup.plan(workspace.actor(), draft.changesWith(field)).problems().stream()
                    .filter(problem -> problem.path().equals(path))
                    .toList();
        } catch (PlatformException _) {
            // The module itself has no name yet; the review says so.
            return List.of();
        }
    }

    private void changeType(FieldDef field) {
        if (!isUntouched()) {
            Toast.error(getTranslation("modules.change.first"), "");
            return;
        }
        new ChangeTypeDialog(workspace, typeChanges, draft, field, this::follow).open();
    }

    private Component header() {
        Anchor back = new Anchor("setup/modules", getTranslation("modules.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, new H1(getPageTitle()));
        heading.addClassName("heading-stack");
        Button addField = new Button(
                getTranslation("modules.field.add"),
                ModuleIcon.decorative(VaadinIcon.PLUS),
                _ -> FieldDialog.add(workspace, draft, this::problemsOf, this::put));
        addField.setId("field-add");
        Button addSection =
                new Button(getTranslation("modules.section.add"), ModuleIcon.decorative(VaadinIcon.PLUS), _ -> {
                    int number = draft.sections().size() + 1;
                    draft.addSection("Section " + number, "Раздел " + number);
                    showLayout();
                });
        addSection.setId("section-add");
        Button review = new Button(getTranslation("modules.review"), _ -> review());
        review.addThemeVariants(ButtonVariant.PRIMARY);
        review.setId("module-review");
        Div tools = new Div(addField, addSection);
        draft.stored().ifPresent(module -> tools.add(new ModuleMenu(workspace, setup, records, module)));
        tools.add(review);
        tools.addClassName("tools");
        Div header = new Div(heading, tools);
        header.addClassName("record-header");
        return header;
    }

    private Component names() {
        FormLayout form = new FormLayout();
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("40rem", 3));
        TextField apiName = text("modules.apiName", draft.apiName, value -> draft.apiName = value);
        apiName.setId("module-api-name");
        apiName.setReadOnly(!draft.isNew());
        apiName.setHelperText(getTranslation("modules.apiName.help"));
        TextField plural = text("modules.plural.en", draft.pluralEnglish, value -> {
            draft.pluralEnglish = value;
            if (draft.isNew() && apiName.isEmpty()) {
                apiName.setValue(ApiName.propose(value));
            }
        });
        plural.setId("module-plural");
        TextField singular = text("modules.singular.en", draft.singularEnglish, value -> draft.singularEnglish = value);
        singular.setId("module-singular");
        form.add(
                plural,
                singular,
                apiName,
                text("modules.plural.ru", draft.pluralRussian, value -> draft.pluralRussian = value),
                text("modules.singular.ru", draft.singularRussian, value -> draft.singularRussian = value),
                text("modules.icon", draft.icon, value -> draft.icon = value));
        Div card = new Div(form);
        card.addClassName("card");
        return card;
    }

    private TextField text(String key, String value, Consumer<String> changed) {
        TextField field = new TextField(getTranslation(key));
        field.setValue(value);
        field.setMaxLength(100);
        field.addValueChangeListener(event -> changed.accept(event.getValue().strip()));
        return field;
    }

    private void put(FieldDraft field) {
        draft.put(field);
        showLayout();
    }

    private void showLayout() {
        items.clear();
        Sortable sortable = new Sortable();
        sortable.setGroup("layout");
        sortable.setHandle(".grip");
        sortable.setLabels(new Sortable.Labels(
                getTranslation("modules.sort.item"),
                getTranslation("modules.sort.lifted", "{title}", "{position}", "{count}", "{container}"),
                getTranslation("modules.sort.position", "{position}", "{count}", "{container}"),
                getTranslation("modules.sort.dropped", "{title}", "{position}", "{container}"),
                getTranslation("modules.sort.cancelled", "{title}")));
        sortable.addMoveListener(moved -> {
            draft.move(moved.itemId(), moved.toContainer(), moved.index());
            showLayout();
        });
        Div sections = new Div();
        sections.addClassName("designer-sections");
        for (int i = 0; i < draft.sections().size(); i++) {
            sections.add(section(i, draft.sections().get(i)));
        }
        sections.add(pool());
        if (!draft.outOfUse().isEmpty()) {
            sections.add(new RetiredFields(workspace, draft, this::showLayout));
        }
        sortable.add(sections);
        layout.removeAll();
        layout.add(sortable);
    }

    private Component section(int index, SectionDraft section) {
        TextField title = text("modules.section.title", section.english, value -> section.english = value);
        TextField russian = text("modules.section.title.ru", section.russian, value -> section.russian = value);
        title.addClassName("section-title");
        Div head = new Div(title, russian);
        head.addClassName("section-head");
        if (draft.sections().size() > 1) {
            Button remove = new Button(ModuleIcon.decorative(VaadinIcon.TRASH), _ -> {
                draft.removeSection(index);
                showLayout();
            });
            remove.setAriaLabel(getTranslation("modules.section.remove", section.english));
            remove.addThemeVariants(ButtonVariant.TERTIARY);
            head.add(remove);
        }
        Div fields = container(Integer.toString(index), section.english, section.fields);
        Div card = new Div(head, fields);
        card.addClassNames("card", "designer-section");
        card.setId("section-" + index);
        return card;
    }

    private Component pool() {
        Div card = new Div(
                new H2(getTranslation("modules.pool")),
                new Span(getTranslation("modules.pool.help")),
                container(ModuleDraft.POOL, getTranslation("modules.pool"), draft.pool()));
        card.addClassNames("card", "designer-section", "designer-pool");
        return card;
    }

    private Div container(String id, String title, List<String> fields) {
        Div container = new Div();
        container.addClassName("designer-fields");
        Sortable.markContainer(container, id, title);
        for (int i = 0; i < fields.size(); i++) {
            container.add(item(fields.get(i), id, i));
        }
        return container;
    }

    private Component item(String name, String container, int index) {
        String label = draft.labelOf(name, workspace.locale());
        Span grip = new Span(ModuleIcon.decorative(VaadinIcon.ELLIPSIS_DOTS_V));
        grip.addClassName("grip");
        Span text = new Span(label);
        text.addClassName("designer-label");
        Div item = new Div(grip, text);
        item.addClassName("designer-field");
        item.getElement().setAttribute("data-field", name);
        items.put(name, item);
        Sortable.markItem(item, name, label);
        draft.field(name).ifPresent(field -> {
            Span type = new Span(getTranslation("modules.type." + field.type().apiName())
                    + (field.required() ? " · " + getTranslation("modules.required") : ""));
            type.addClassName("designer-type");
            item.add(type);
        });
        item.add(menu(name, label, container, index));
        return item;
    }

    /** Everything that dragging does, and more, without a pointer. */
    private MenuBar menu(String name, String label, String container, int index) {
        MenuBar bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem root = bar.addItem(ModuleIcon.decorative(VaadinIcon.MENU));
        root.setAriaLabel(getTranslation("modules.field.menu", label));
        SubMenu menu = root.getSubMenu();
        draft.field(name)
                .ifPresent(field -> menu.addItem(
                        getTranslation("modules.field.edit"),
                        _ -> FieldDialog.edit(workspace, draft, field, this::problemsOf, this::put)));
        menu.addItem(getTranslation("modules.move.up"), _ -> move(name, container, index - 1));
        menu.addItem(getTranslation("modules.move.down"), _ -> move(name, container, index + 1));
        for (int i = 0; i < draft.sections().size(); i++) {
            String target = Integer.toString(i);
            if (!target.equals(container)) {
                menu.addItem(
                        getTranslation("modules.move.to", draft.sections().get(i).english),
                        _ -> move(name, target, Integer.MAX_VALUE));
            }
        }
        if (!container.equals(ModuleDraft.POOL)) {
            menu.addItem(getTranslation("modules.move.out"), _ -> move(name, ModuleDraft.POOL, 0));
        }
        draft.stored()
                .flatMap(module -> module.findField(name))
                .filter(field -> !field.system())
                .ifPresent(field -> addLife(menu, field));
        if (!draft.isStored(name) && draft.field(name).isPresent()) {
            menu.addItem(getTranslation("modules.field.remove"), _ -> {
                draft.remove(name);
                showLayout();
            });
        }
        return bar;
    }

    private void addLife(SubMenu menu, FieldDef field) {
        if (!ChangeTypeDialog.offered(field).isEmpty()) {
            menu.addItem(getTranslation("modules.change"), _ -> changeType(field));
        }
        if (field.properties() instanceof FieldProperties.Subform subform) {
            menu.addItem(
                    getTranslation("modules.subform.columns"),
                    _ -> UI.getCurrent().navigate("setup/modules/" + subform.module()));
        }
        menu.addItem(getTranslation("modules.retire"), _ -> {
            draft.retire(field.apiName());
            showLayout();
        });
    }

    /** All items are made anew: who moves by keyboard goes on from the moved one. */
    private void move(String name, String container, int index) {
        draft.move(name, container, index);
        showLayout();
        Optional.ofNullable(items.get(name))
                .ifPresent(item ->
                        item.getElement().executeJs("this.tabIndex = 0; requestAnimationFrame(() => this.focus());"));
    }

    private void review() {
        try {
            List<SchemaChange> changes = draft.changes();
            if (changes.isEmpty()) {
                Toast.success(getTranslation("modules.unchanged"));
                return;
            }
            SchemaPlan plan = setup.plan(workspace.actor(), changes);
            new PlanDialog(workspace, plan, () -> apply(plan)).open();
        } catch (PlatformException e) {
            Toast.error(getTranslation("modules.incomplete"), e.getMessage());
        }
    }

    private void apply(SchemaPlan plan) {
        setup.apply(workspace.actor(), plan);
        Toast.success(getTranslation("modules.applied"));
        UI.getCurrent().navigate("setup/modules/" + draft.apiName);
    }

    @Override
    public String getPageTitle() {
        return draft.isNew()
                ? getTranslation("modules.create")
                : Label.of(draft.pluralEnglish, draft.pluralRussian).in(workspace.locale());
    }
}

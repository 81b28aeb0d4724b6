package io.atelier.studio.setup.territories;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.Territory;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.TerritoryService;
import io.atelier.platform.org.UserId;
import io.atelier.studio.component.Toast;
import io.atelier.studio.setup.rights.Attempt;
import io.atelier.studio.setup.rights.ChangePreviews;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.LevelBox;
import io.atelier.studio.workspace.share.Principals;
import io.atelier.studio.workspace.share.Principals.Named;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** One territory: where it lies, who works it, which records join it. */
@Route("setup/territories/:territory")
@Needs(Permission.MANAGE_SECURITY)
@PermitAll
final class TerritoryView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String NEW = "new";
    /** Query parameter of a new territory: the one that it lies within. */
    static final String PARENT = "parent";

    private final Workspace workspace;
    private final Principals principals;
    private final TerritoryService territories;
    private final ChangePreviews previews;
    private final H1 title = new H1();
    private final TextField name = new TextField();
    private final TextArea description = new TextArea();
    private final ComboBox<Territory> parent = new ComboBox<>();
    private final ComboBox<Named> manager = new ComboBox<>();
    private final MultiSelectComboBox<Named> people = new MultiSelectComboBox<>();
    private final LevelBox level;
    private TerritoryCriteria criteria;
    private Optional<Territory> stored = Optional.empty();

    TerritoryView(Workspace workspace, Principals principals, TerritoryService territories, ChangePreviews previews) {
        this.previews = previews;
        this.workspace = workspace;
        this.principals = principals;
        this.territories = territories;
        this.level = new LevelBox(principals, workspace);
        this.criteria = new TerritoryCriteria(workspace, Map.of());
        addClassNames("page", "record-main");
        configure();
    }

    static String address(String territory) {
        return "setup/territories/" + territory;
    }

    private void configure() {
        name.setId("territory-name");
        name.setLabel(getTranslation("territory.name"));
        name.setMaxLength(TerritoryData.MAX_NAME);
        name.setRequiredIndicatorVisible(true);
        description.setLabel(getTranslation("territory.description"));
        description.setMaxLength(RoleData.MAX_DESCRIPTION);
        parent.setId("territory-parent");
        parent.setLabel(getTranslation("territory.parent"));
        parent.setItemLabelGenerator(each -> each.data().name());
        parent.setClearButtonVisible(true);
        List<Named> users = principals.all(Principal.Kind.USER);
        manager.setId("territory-manager");
        manager.setLabel(getTranslation("territory.manager"));
        manager.setItems(users);
        manager.setItemLabelGenerator(Named::name);
        manager.setClearButtonVisible(true);
        people.setId("territory-people");
        people.setLabel(getTranslation("territory.people"));
        people.setItems(users);
        people.setItemLabelGenerator(Named::name);
        level.setId("territory-level");
        level.setHelperText(getTranslation("territory.level.hint"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent enter) {
        workspace.access().require(Permission.MANAGE_SECURITY);
        String id = enter.getRouteParameters().get("territory").orElse(NEW);
        stored = id.equals(NEW) ? Optional.empty() : Optional.of(find(id).orElseThrow(NotFoundException::new));
        List<Territory> others = territories.all(workspace.actor().org()).stream()
                .filter(each -> stored.isEmpty() || each.id() != stored.get().id())
                .sorted(Comparator.comparing(each -> each.data().name(), String.CASE_INSENSITIVE_ORDER))
                .toList();
        parent.setItems(others);
        show(stored.map(Territory::data)
                .orElseGet(() -> blank(enter.getLocation()
                        .getQueryParameters()
                        .getSingleParameter(PARENT)
                        .flatMap(this::find))));
        title.setText(stored.map(each -> each.data().name()).orElseGet(() -> getTranslation("territory.create")));
        removeAll();
        add(header(), basics(), criteria);
    }

    private Optional<Territory> find(String id) {
        return territories.all(workspace.actor().org()).stream()
                .filter(each -> Long.toString(each.id()).equals(id))
                .findFirst();
    }

    private static TerritoryData blank(Optional<Territory> within) {
        OptionalLong above = within.map(each -> OptionalLong.of(each.id())).orElseGet(OptionalLong::empty);
        return new TerritoryData("", "", above, Optional.empty(), Set.of(), AccessLevel.READ_WRITE, Map.of());
    }

    private void show(TerritoryData data) {
        name.setValue(data.name());
        description.setValue(data.description());
        parent.setValue(
                data.parent().isPresent()
                        ? find(Long.toString(data.parent().getAsLong())).orElse(null)
                        : null);
        manager.setValue(data.manager().map(this::named).orElse(null));
        people.setValue(data.users().stream().map(this::named).collect(Collectors.toSet()));
        level.setValue(data.access());
        criteria = new TerritoryCriteria(workspace, data.criteria());
    }

    private Named named(UserId user) {
        Principal principal = new Principal(Principal.Kind.USER, user.value());
        return new Named(principal, principals.name(principal));
    }

    private Component header() {
        Anchor back = new Anchor("setup/territories", getTranslation("territory.title"));
        back.getElement().setAttribute("router-link", true);
        back.addClassName("breadcrumb");
        Div heading = new Div(back, title);
        heading.addClassName("heading-stack");
        Button save = new Button(getTranslation("record.dialog.save"), _ -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        save.setId("territory-save");
        Div header = new Div(heading, save);
        header.addClassName("record-header");
        return header;
    }

    private Component basics() {
        FormLayout form = new FormLayout(name, parent, manager, people, level, description);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1), new FormLayout.ResponsiveStep("40rem", 2));
        Section card = new Section(new H2(getTranslation("territory.basics")), form);
        card.addClassNames("card", "form-card");
        return card;
    }

    private void save() {
        TerritoryData data = data();
        Runnable save = () -> save(data);
        stored.ifPresentOrElse(each -> previews.ask(each, new Territory(each.id(), data), save), save);
    }

    private void save(TerritoryData data) {
        boolean good = Attempt.of(
                workspace,
                name,
                () -> stored = Optional.of(stored.map(each -> territories.change(workspace.actor(), each.id(), data))
                        .orElseGet(() -> territories.create(workspace.actor(), data))));
        if (good) {
            Toast.success(getTranslation("territory.saved"));
            stored.ifPresent(saved -> UI.getCurrent().navigate(address(Long.toString(saved.id()))));
        }
    }

    private TerritoryData data() {
        OptionalLong above = parent.getOptionalValue()
                .map(each -> OptionalLong.of(each.id()))
                .orElseGet(OptionalLong::empty);
        return new TerritoryData(
                name.getValue().strip(),
                description.getValue().strip(),
                above,
                manager.getOptionalValue().map(TerritoryView::user),
                people.getValue().stream().map(TerritoryView::user).collect(Collectors.toSet()),
                level.level(),
                criteria.criteria());
    }

    private static UserId user(Named named) {
        return new UserId(named.principal().id());
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }
}

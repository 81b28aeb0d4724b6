package io.atelier.studio.setup.users;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Profile;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.org.Notice;
import io.atelier.studio.shell.Needs;
import io.atelier.studio.shell.UiNotices;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everyone of the organization, by name and state. */
@Route("setup/users")
@Needs(Permission.MANAGE_USERS)
@Menu(title = "users.title", order = 110, icon = "vaadin:users")
@PermitAll
final class UsersView extends Div implements HasDynamicTitle {
    private final UserDesk desk;
    private final TextField search = new TextField();
    private final Select<UserState> state = new Select<>();
    private final Grid<User> grid = new Grid<>();
    private Map<Long, String> profiles = Map.of();

    UsersView(UserDesk desk, UiNotices notices) {
        this.desk = desk;
        addClassNames("page", "door");
        search.setLabel(getTranslation("users.search"));
        search.setId("users-search");
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(_ -> refresh());
        state.setLabel(getTranslation("users.state"));
        state.setItems(UserState.values());
        state.setItemLabelGenerator(
                item -> item == null ? getTranslation("users.state.all") : getTranslation("users.state." + item));
        state.setEmptySelectionAllowed(true);
        state.setEmptySelectionCaption(getTranslation("users.state.all"));
        state.setId("users-state");
        state.addValueChangeListener(_ -> refresh());
        Button invite = new Button(getTranslation("users.invite"), _ -> new InviteDialog(desk, this::refresh).open());
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        invite.setId("users-invite");
        Div tools = new Div(search, state, invite);
        tools.addClassNames("card", "tools");
        tools.getStyle().set("align-items", "end").set("flex-wrap", "wrap");
        configureGrid();
        add(new H1(getTranslation("users.title")), tools, grid);
        refresh();
        notices.listen(this, desk.actor().org(), Notice.Topic.PEOPLE, _ -> refresh());
    }

    private void configureGrid() {
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", getTranslation("users.title"));
        grid.addComponentColumn(user -> {
                    Button open = new Button(user.name(), _ -> new UserDialog(desk, user.id(), this::refresh).open());
                    open.addThemeVariants(ButtonVariant.TERTIARY);
                    open.addClassName("user-open");
                    return open;
                })
                .setHeader(getTranslation("users.name"))
                .setAutoWidth(true);
        grid.addColumn(User::email).setHeader(getTranslation("users.email")).setAutoWidth(true);
        grid.addColumn(user -> profiles.getOrDefault(user.profileId(), ""))
                .setHeader(getTranslation("users.profile"))
                .setAutoWidth(true);
        grid.addComponentColumn(user -> new Span(getTranslation("users.state." + user.state())))
                .setHeader(getTranslation("users.state"))
                .setAutoWidth(true);
        if (desk.current().access().isAdministrator()) {
            grid.addComponentColumn(this::viewAs).setWidth("10rem").setFlexGrow(0);
        }
        Div empty = new Div(getTranslation("users.empty"));
        empty.addClassName("empty-state");
        grid.setEmptyStateComponent(empty);
    }

    private Component viewAs(User user) {
        if (!user.active() || user.id().equals(desk.actor().user())) {
            return new Span();
        }
        Button button = new Button(getTranslation("users.viewAs"), _ -> {
            desk.current().startViewAs(user.id());
            getUI().ifPresent(ui -> ui.getPage().setLocation("."));
        });
        button.setAriaLabel(getTranslation("users.viewAs.of", user.name()));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    private void refresh() {
        profiles = desk.profiles().stream().collect(Collectors.toMap(Profile::id, Profile::name));
        UserState chosen = state.getValue();
        grid.setItems(desk.users().find(desk.actor(), search.getValue(), chosen == null ? List.of() : List.of(chosen)));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("users.title");
    }
}

package io.atelier.studio.workspace.share;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.GroupService;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.RoleService;
import io.atelier.platform.access.TerritoryService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import io.atelier.studio.workspace.records.Workspace;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All that records can be shared with, by name. */
@SpringComponent
@VaadinSessionScope
public class Principals {
    private final Workspace workspace;
    private final UserService users;
    private final RoleService roles;
    private final GroupService groups;
    private final TerritoryService territories;

    Principals(
            Workspace workspace,
            UserService users,
            RoleService roles,
            GroupService groups,
            TerritoryService territories) {
        this.workspace = workspace;
        this.users = users;
        this.roles = roles;
        this.groups = groups;
        this.territories = territories;
    }

    /** One that can be chosen. */
    public record Named(Principal principal, String name) {}

    /** Returns all of the kind by name; of people only those who are active. */
    public List<Named> all(Principal.Kind kind) {
        return items(kind)
                .sorted(Comparator.comparing(Named::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private Stream<Named> items(Principal.Kind kind) {
        OrgId org = workspace.actor().org();
        return switch (kind) {
            case USER ->
                users.all(org).stream()
                        .filter(User::active)
                        .map(user -> named(kind, user.id().value(), user.name()));
            case ROLE, ROLE_AND_SUBORDINATES ->
                roles.all(org).stream().map(role -> named(kind, role.id(), role.name()));
            case GROUP ->
                groups.all(org).stream()
                        .map(group -> named(kind, group.id(), group.data().name()));
            case TERRITORY ->
                territories.all(org).stream()
                        .map(each -> named(kind, each.id(), each.data().name()));
        };
    }

    private static Named named(Principal.Kind kind, long id, String name) {
        return new Named(new Principal(kind, id), name);
    }

    /** Returns the kind and the name; who is gone by now is told by number. */
    public String text(Principal principal) {
        return workspace.text("share.of." + key(principal.kind()), name(principal));
    }

    public String name(Principal principal) {
        OrgId org = workspace.actor().org();
        long id = principal.id();
        Optional<String> name = switch (principal.kind()) {
            case USER ->
                Optional.ofNullable(users.byId(org).get(new UserId(id))).map(User::name);
            case ROLE, ROLE_AND_SUBORDINATES -> roles.find(org, id).map(Role::name);
            case GROUP -> groups.find(org, id).map(group -> group.data().name());
            case TERRITORY ->
                territories.all(org).stream()
                        .filter(each -> each.id() == id)
                        .map(each -> each.data().name())
                        .findFirst();
        };
        return name.orElse("#" + id);
    }

    public String kind(Principal.Kind kind) {
        return workspace.text("share.kind." + key(kind));
    }

    public String level(AccessLevel level) {
        return workspace.text("share.level." + level.name().toLowerCase(Locale.ROOT));
    }

    private static String key(Principal.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

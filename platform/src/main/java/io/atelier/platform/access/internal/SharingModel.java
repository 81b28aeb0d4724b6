package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.Role;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.access.Territory;
import io.atelier.platform.access.UserGroup;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that decides who shares records with whom in an organization, at one moment. Immutable. */
public final class SharingModel {
    private final Map<Long, Role> roles;
    private final RoleTree roleTree;
    private final Map<UserId, Long> roleOf;
    private final Map<Long, UserGroup> groups;
    private final Map<Long, Territory> territories;
    private final RoleTree territoryTree;
    private final Map<String, DefaultSharing> defaults;
    private final Map<String, List<SharingRule>> rules;
    private final Map<String, Map<String, AccessLevel>> fieldShares;

    public SharingModel(
            List<Role> roles,
            Map<UserId, Long> roleOf,
            List<UserGroup> groups,
            List<Territory> territories,
            Map<String, DefaultSharing> defaults,
            List<SharingRule> rules,
            Map<String, Map<String, AccessLevel>> fieldShares) {
        this.roles = roles.stream().collect(Collectors.toUnmodifiableMap(Role::id, role -> role));
        this.roleTree = RoleTree.of(roles);
        this.roleOf = Map.copyOf(roleOf);
        this.groups = groups.stream().collect(Collectors.toUnmodifiableMap(UserGroup::id, group -> group));
        this.territories = territories.stream().collect(Collectors.toUnmodifiableMap(Territory::id, each -> each));
        this.territoryTree = RoleTree.ofTerritories(territories);
        this.defaults = Map.copyOf(defaults);
        this.rules =
                rules.stream().collect(Collectors.groupingBy(rule -> rule.data().module()));
        this.fieldShares = Map.copyOf(fieldShares);
    }

    /** Returns the model as it would be after the change. */
    public SharingModel after(SharingChange change) {
        Map<Long, Role> newRoles = new HashMap<>(roles);
        Map<Long, Territory> newTerritories = new HashMap<>(territories);
        Map<String, DefaultSharing> newDefaults = new HashMap<>(defaults);
        List<SharingRule> newRules = new ArrayList<>();
        rules.values().forEach(newRules::addAll);
        switch (change) {
            case SharingChange.OfDefault(String module, DefaultSharing sharing) -> newDefaults.put(module, sharing);
            case SharingChange.OfRule(Optional<Long> id, SharingRule.SharingRuleData data) -> {
                newRules.removeIf(rule -> id.filter(old -> old == rule.id()).isPresent());
                newRules.add(new SharingRule(id.orElse(0L), 1, data));
            }
            case SharingChange.WithoutRule(String _, long id) -> newRules.removeIf(rule -> rule.id() == id);
            case SharingChange.OfRole(Role role) -> newRoles.replace(role.id(), role);
            case SharingChange.OfTerritory(Territory territory) -> newTerritories.replace(territory.id(), territory);
            case SharingChange.OfProfile _ -> {
                return this;
            }
        }
        return new SharingModel(
                List.copyOf(newRoles.values()),
                roleOf,
                List.copyOf(groups.values()),
                List.copyOf(newTerritories.values()),
                newDefaults,
                newRules,
                fieldShares);
    }

    public Optional<Role> roleOf(UserId user) {
        return Optional.ofNullable(roleOf.get(user)).map(roles::get);
    }

    /** A module that nobody closed is open: an organization begins as one team. */
    public DefaultSharing defaultOf(String module) {
        return defaults.getOrDefault(module, DefaultSharing.PUBLIC_FULL);
    }

    /** Returns the rules at work. */
    public List<SharingRule> rulesOf(String module) {
        return rules.getOrDefault(module, List.of()).stream()
                .filter(rule -> rule.data().active())
                .toList();
    }

    public Map<String, AccessLevel> fieldSharesOf(String module) {
        return fieldShares.getOrDefault(module, Map.of());
    }

    /** Returns those whose records the user has by their place in the tree; not the user. */
    public Set<UserId> subordinates(UserId user) {
        Optional<Role> role = roleOf(user);
        if (role.isEmpty()) {
            return Set.of();
        }
        Set<UserId> found =
                new HashSet<>(usersWithRoles(roleTree.below(role.get().id())));
        if (role.get().data().peers()) {
            found.addAll(usersWithRoles(Set.of(role.get().id())));
        }
        found.remove(user);
        return found;
    }

    /** Returns those who have records of one of the users by their place in the tree. */
    public Set<UserId> superiorsOf(Set<UserId> users) {
        Set<Long> above = new HashSet<>();
        Set<Long> beside = new HashSet<>();
        for (UserId user : users) {
            roleOf(user).ifPresent(role -> {
                roleTree.lineOf(role.id()).stream()
                        .filter(id -> id != role.id())
                        .forEach(above::add);
                if (role.data().peers()) {
                    beside.add(role.id());
                }
            });
        }
        Set<UserId> superiors = new HashSet<>(usersWithRoles(above));
        for (UserId peer : usersWithRoles(beside)) {
            boolean another = users.stream()
                    .anyMatch(user -> !user.equals(peer) && Objects.equals(roleOf.get(user), roleOf.get(peer)));
            if (another) {
                superiors.add(peer);
            }
        }
        return superiors;
    }

    /** Returns who works with the records of a territory: its own people, and those of all above. */
    public Set<UserId> workersOf(long territory) {
        return territoryTree.lineOf(territory).stream()
                .flatMap(id -> Optional.ofNullable(territories.get(id)).stream())
                .flatMap(each -> workers(each).stream())
                .collect(Collectors.toSet());
    }

    private Set<UserId> usersWithRoles(Set<Long> wanted) {
        return roleOf.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns everybody that the principal stands for. */
    public Set<UserId> usersOf(Principal principal) {
        return usersOf(principal, new HashSet<>());
    }

    private Set<UserId> usersOf(Principal principal, Set<Long> groupsSeen) {
        return switch (principal.kind()) {
            case USER -> Set.of(new UserId(principal.id()));
            case ROLE -> usersWithRoles(Set.of(principal.id()));
            case ROLE_AND_SUBORDINATES -> usersWithRoles(roleTree.withBelow(Set.of(principal.id())));
            case TERRITORY ->
                territoryTree.withBelow(Set.of(principal.id())).stream()
                        .flatMap(id -> Optional.ofNullable(territories.get(id)).stream())
                        .flatMap(territory -> workers(territory).stream())
                        .collect(Collectors.toSet());
            case GROUP -> {
                Set<UserId> users = new HashSet<>();
                UserGroup group = groups.get(principal.id());
                if (group != null && groupsSeen.add(principal.id())) {
                    group.data().members().forEach(member -> users.addAll(usersOf(member, groupsSeen)));
                }
                yield users;
            }
        };
    }

    private static Set<UserId> workers(Territory territory) {
        Set<UserId> workers = new HashSet<>(territory.data().users());
        territory.data().manager().ifPresent(workers::add);
        return workers;
    }

    /** Returns all that stands for the user, so that a share with any of it is one with the user. */
    public Set<Principal> principalsOf(UserId user) {
        Set<Principal> principals = new TreeSet<>();
        principals.add(new Principal(Principal.Kind.USER, user.value()));
        roleOf(user).ifPresent(role -> {
            principals.add(new Principal(Principal.Kind.ROLE, role.id()));
            roleTree.lineOf(role.id())
                    .forEach(id -> principals.add(new Principal(Principal.Kind.ROLE_AND_SUBORDINATES, id)));
        });
        for (Territory territory : territories.values()) {
            if (workers(territory).contains(user)) {
                territoryTree
                        .lineOf(territory.id())
                        .forEach(id -> principals.add(new Principal(Principal.Kind.TERRITORY, id)));
            }
        }
        for (UserGroup group : groups.values()) {
            Principal principal = new Principal(Principal.Kind.GROUP, group.id());
            if (usersOf(principal).contains(user)) {
                principals.add(principal);
            }
        }
        return principals;
    }

    /** Says whether the rule opens its records to the user. */
    public boolean reaches(SharingRule rule, UserId user) {
        Set<UserId> targets = usersOf(rule.data().target());
        if (targets.contains(user)) {
            return true;
        }
        if (!rule.data().superiors()) {
            return false;
        }
        Set<UserId> below = subordinates(user);
        return targets.stream().anyMatch(below::contains);
    }

    /** Returns the territories whose records the user may work with at least so far: their own, and all below. */
    public Set<Long> territoriesOf(UserId user, AccessLevel least) {
        Set<Long> found = new HashSet<>();
        for (Territory territory : territories.values()) {
            if (workers(territory).contains(user)) {
                territoryTree.withBelow(Set.of(territory.id())).stream()
                        .filter(id -> Optional.ofNullable(territories.get(id))
                                .filter(each -> each.data().access().covers(least))
                                .isPresent())
                        .forEach(found::add);
            }
        }
        return found;
    }

    public Map<Long, Territory> territories() {
        return territories;
    }

    public Map<Long, Role> roles() {
        return roles;
    }

    public Map<Long, UserGroup> groups() {
        return groups;
    }
}

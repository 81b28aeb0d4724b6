package io.atelier.platform.access.internal;

import io.atelier.platform.access.Role;
import io.atelier.platform.access.Territory;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Who stands above and below whom; for roles and for territories, both trees by ids. */
public final class RoleTree {
    private final Map<Long, OptionalLong> parents = new HashMap<>();
    private final Map<Long, Set<Long>> children = new HashMap<>();

    private RoleTree(Map<Long, OptionalLong> parents) {
        this.parents.putAll(parents);
        parents.forEach((id, parent) -> parent.ifPresent(
                above -> children.computeIfAbsent(above, _ -> new HashSet<>()).add(id)));
    }

    public static RoleTree of(List<Role> roles) {
        Map<Long, OptionalLong> parents = new HashMap<>();
        roles.forEach(role -> parents.put(role.id(), role.parent()));
        return new RoleTree(parents);
    }

    public static RoleTree ofTerritories(Collection<Territory> territories) {
        Map<Long, OptionalLong> parents = new HashMap<>();
        territories.forEach(each -> parents.put(each.id(), each.data().parent()));
        return new RoleTree(parents);
    }

    /** Says whether the first is the second, or stands below it. */
    public boolean isWithin(long id, long above) {
        return lineOf(id).contains(above);
    }

    /** Returns all that stand below, at any depth; not itself. */
    Set<Long> below(long id) {
        Set<Long> below = new LinkedHashSet<>();
        Deque<Long> left = new ArrayDeque<>(children.getOrDefault(id, Set.of()));
        while (!left.isEmpty()) {
            long next = left.removeFirst();
            if (below.add(next)) {
                left.addAll(children.getOrDefault(next, Set.of()));
            }
        }
        return below;
    }

    /** Returns itself and all that stand above it, from the nearest on. */
    Set<Long> lineOf(long id) {
        Set<Long> line = new LinkedHashSet<>();
        Optional<Long> here = parents.containsKey(id) ? Optional.of(id) : Optional.empty();
        while (here.isPresent() && line.add(here.get())) {
            OptionalLong parent = parents.getOrDefault(here.get(), OptionalLong.empty());
            here = parent.isPresent() ? Optional.of(parent.getAsLong()) : Optional.empty();
        }
        return line;
    }

    Set<Long> withBelow(Collection<Long> ids) {
        Set<Long> all = new LinkedHashSet<>(ids);
        ids.forEach(id -> all.addAll(below(id)));
        return all;
    }
}

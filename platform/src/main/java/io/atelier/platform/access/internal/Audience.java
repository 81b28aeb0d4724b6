package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.RecordFacts;
import io.atelier.platform.access.RecordShare;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.access.Territory;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom sharing opens one record to. Goes from the record to people, where {@link RowScopes} goes from one of them to records:
 * both must say the same.
 */
public final class Audience {
    private final SharingModel sharing;
    private final DefaultSharing general;
    private final Map<UserId, List<Opening>> openings = new HashMap<>();

    private record Opening(SharingReason reason, AccessLevel level) {}

    public Audience(SharingModel sharing, String module, RecordFacts facts) {
        this.sharing = sharing;
        this.general = sharing.defaultOf(module);
        facts.owner().ifPresent(owner -> {
            add(Set.of(owner), new SharingReason.Own(), AccessLevel.FULL);
            for (UserId superior : sharing.superiorsOf(Set.of(owner))) {
                sharing.roleOf(superior)
                        .ifPresent(role -> add(Set.of(superior), new SharingReason.Superior(role), AccessLevel.FULL));
            }
        });
        for (SharingRule rule : sharing.rulesOf(module)) {
            if (opens(rule, facts)) {
                addRule(rule);
            }
        }
        addShares(facts.shares());
        facts.territories().forEach(this::addTerritory);
        sharing.fieldSharesOf(module)
                .forEach((field, level) ->
                        add(facts.named().getOrDefault(field, Set.of()), new SharingReason.Field(field), level));
    }

    private boolean opens(SharingRule rule, RecordFacts facts) {
        return rule.data()
                .source()
                .map(source -> facts.owner()
                        .filter(owner -> sharing.usersOf(source).contains(owner))
                        .isPresent())
                .orElseGet(() -> facts.rules().contains(rule.id()));
    }

    private void addRule(SharingRule rule) {
        Set<UserId> reached = new HashSet<>(sharing.usersOf(rule.data().target()));
        if (rule.data().superiors()) {
            reached.addAll(sharing.superiorsOf(reached));
        }
        add(reached, new SharingReason.Rule(rule), rule.data().access());
    }

    /** Several shares with somebody are one reason, as far as the farthest of them goes. */
    private void addShares(List<RecordShare> shares) {
        Map<UserId, AccessLevel> farthest = new HashMap<>();
        for (RecordShare share : shares) {
            for (UserId user : sharing.usersOf(share.principal())) {
                farthest.merge(user, share.access(), (one, other) -> one.covers(other) ? one : other);
            }
        }
        farthest.forEach((user, level) -> add(Set.of(user), new SharingReason.Share(), level));
    }

    private void addTerritory(long id) {
        Territory territory = sharing.territories().get(id);
        if (territory != null) {
            add(
                    sharing.workersOf(id),
                    new SharingReason.InTerritory(territory),
                    territory.data().access());
        }
    }

    private void add(Collection<UserId> users, SharingReason reason, AccessLevel level) {
        users.forEach(
                user -> openings.computeIfAbsent(user, _ -> new ArrayList<>()).add(new Opening(reason, level)));
    }

    /** Returns what opens the record to the user at least so far. */
    public List<SharingReason> reasons(UserId user, AccessLevel level) {
        if (general.covers(level)) {
            return List.of(new SharingReason.Default(general));
        }
        return openings.getOrDefault(user, List.of()).stream()
                .filter(opening -> opening.level().covers(level))
                .map(Opening::reason)
                .toList();
    }

    /** Returns whether the user owns the record, which is all that counts for who works with own records only. */
    public static boolean isOwner(RecordFacts facts, UserId user) {
        return facts.owner().equals(Optional.of(user));
    }
}

package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RowScope;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** The row scopes of one user, each figured when it is first asked for. */
public final class RowScopes {
    private final OrgId org;
    private final UserId user;
    private final SharingModel sharing;
    private final RecordShareStore shares;
    private final Set<Principal> principals;
    private final Set<String> sharedModules;
    private final ConcurrentMap<Key, RowScope> scopes = new ConcurrentHashMap<>();

    private record Key(String module, AccessLevel level) {}

    public RowScopes(OrgId org, UserId user, SharingModel sharing, RecordShareStore shares) {
        this.org = org;
        this.user = user;
        this.sharing = sharing;
        this.shares = shares;
        this.principals = sharing.principalsOf(user);
        this.sharedModules = shares.modules(org, principals);
    }

    public RowScope of(String module, AccessLevel level) {
        return scopes.computeIfAbsent(new Key(module, level), _ -> figure(module, level));
    }

    private RowScope figure(String module, AccessLevel level) {
        if (sharing.defaultOf(module).level().filter(open -> open.covers(level)).isPresent()) {
            return RowScope.EVERYTHING;
        }
        Set<UserId> owners = new HashSet<>(sharing.subordinates(user));
        owners.add(user);
        List<String> criteria = new ArrayList<>();
        for (SharingRule rule : sharing.rulesOf(module)) {
            if (rule.data().access().covers(level) && sharing.reaches(rule, user)) {
                if (rule.data().criteria().isEmpty()) {
                    rule.data().source().ifPresent(source -> owners.addAll(sharing.usersOf(source)));
                } else {
                    criteria.add(rule.data().criteria());
                }
            }
        }
        Set<Long> records = sharedModules.contains(module)
                ? shares.records(org, module, principals, level, RowScope.Shared.MAX_INLINE + 1)
                : Set.of();
        boolean many = records.size() > RowScope.Shared.MAX_INLINE;
        return new RowScope.Shared(
                owners,
                criteria,
                many ? Set.of() : records,
                many ? principals : Set.of(),
                level,
                sharing.territoriesOf(user, level),
                fields(module, level));
    }

    private Set<String> fields(String module, AccessLevel level) {
        return sharing.fieldSharesOf(module).entrySet().stream()
                .filter(entry -> entry.getValue().covers(level))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

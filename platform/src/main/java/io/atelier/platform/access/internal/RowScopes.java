package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RowScope;
import io.atelier.platform.access.SharingGrant;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
        RowScope all = RowScope.ownedBy(user, level);
        for (SharingGrant grant : grants(module, level)) {
            all = all.or(grant.scope());
        }
        return all;
    }

    /** Returns all that opens records of the module to the user at least so far. */
    public List<SharingGrant> grants(String module, AccessLevel level) {
        List<SharingGrant> grants = new ArrayList<>();
        DefaultSharing open = sharing.defaultOf(module);
        if (open.covers(level)) {
            grants.add(new SharingGrant(new SharingReason.Default(open), RowScope.EVERYTHING));
            return grants;
        }
        grants.add(new SharingGrant(new SharingReason.Own(), RowScope.ownedBy(user, level)));
        sharing.roleOf(user)
                .ifPresent(role -> grants.add(new SharingGrant(
                        new SharingReason.Superior(role), RowScope.ownedBy(sharing.subordinates(user), level))));
        for (SharingRule rule : sharing.rulesOf(module)) {
            if (rule.data().access().covers(level) && sharing.reaches(rule, user)) {
                grants.add(new SharingGrant(new SharingReason.Rule(rule), scope(rule, level)));
            }
        }
        if (sharedModules.contains(module)) {
            grants.add(new SharingGrant(new SharingReason.Share(), shared(module, level)));
        }
        for (long id : sharing.territoriesOf(user, level)) {
            Optional.ofNullable(sharing.territories().get(id))
                    .ifPresent(territory -> grants.add(new SharingGrant(
                            new SharingReason.InTerritory(territory), RowScope.ofTerritory(id, level))));
        }
        sharing.fieldSharesOf(module).forEach((field, given) -> {
            if (given.covers(level)) {
                grants.add(new SharingGrant(new SharingReason.Field(field), RowScope.through(field, level)));
            }
        });
        return grants;
    }

    private RowScope scope(SharingRule rule, AccessLevel level) {
        return rule.data()
                .source()
                .map(source -> RowScope.ownedBy(sharing.usersOf(source), level))
                .orElseGet(() -> RowScope.matching(rule.data().criteria(), level));
    }

    private RowScope shared(String module, AccessLevel level) {
        Set<Long> records = shares.records(org, module, principals, level, RowScope.Shared.MAX_INLINE + 1);
        return records.size() > RowScope.Shared.MAX_INLINE
                ? RowScope.sharedWith(principals, level)
                : RowScope.ofRecords(records, level);
    }
}

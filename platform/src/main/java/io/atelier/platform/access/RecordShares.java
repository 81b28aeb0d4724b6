package io.atelier.platform.access;

import io.atelier.platform.access.internal.RecordShareStore;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shares of single records. Whether the actor may share a record is asked by who knows records. */
@Service
public class RecordShares {
    private final RecordShareStore store;
    private final AccessService access;
    private final UserService users;

    RecordShares(RecordShareStore store, AccessService access, UserService users) {
        this.store = store;
        this.access = access;
        this.users = users;
    }

    @Transactional(readOnly = true)
    public List<RecordShare> of(OrgId org, String module, long record) {
        return store.of(org, module, record);
    }

    @Transactional
    public void put(Actor actor, String module, long record, RecordShare share) {
        AccessRules rules = new AccessRules();
        rules.principal("principal", share.principal(), access.sharing(actor.org()), users, actor.org());
        List<RecordShare> there = store.of(actor.org(), module, record);
        boolean known = there.stream().anyMatch(other -> other.principal().equals(share.principal()));
        if (!known && there.size() >= RecordShare.MAX_PER_RECORD) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "principal", "A record has at most 100 shares; share with a group.");
        }
        rules.check();
        store.put(actor.org(), module, record, share);
        access.changed(actor.org());
    }

    /** @return false if there was no such share */
    @Transactional
    public boolean remove(Actor actor, String module, long record, Principal principal) {
        boolean removed = store.remove(actor.org(), module, record, principal);
        access.changed(actor.org());
        return removed;
    }

    /** Forgets records that are gone for good. */
    @Transactional
    public void forget(OrgId org, String module, Collection<Long> records) {
        store.removeAll(org, module, records);
    }
}

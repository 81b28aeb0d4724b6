package io.atelier.platform.identity;

import io.atelier.platform.identity.internal.ProfileSecurityStore;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Holds what profiles ask of those who come in; asked at each request, so from memory until something changes. */
@Service
public class ProfileSecurityService {
    private final ProfileSecurityStore store;
    private final UserService users;
    private final Notices notices;
    private final ConcurrentMap<OrgId, Map<Long, ProfileSecurity>> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    ProfileSecurityService(ProfileSecurityStore store, UserService users, Notices notices) {
        this.store = store;
        this.users = users;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.ACCESS) {
                        forget(notice.org());
                    }
                },
                this::forgetAll);
    }

    public ProfileSecurity of(OrgId org, long profileId) {
        Map<Long, ProfileSecurity> all = known.get(org);
        return (all == null ? load(org) : all).getOrDefault(profileId, ProfileSecurity.NONE);
    }

    /** Says whether the account's profile lets its people come from there; nobody who does not exist comes from anywhere. */
    public boolean allows(Account account, String address) {
        User user = users.byId(account.org()).get(account.user());
        return user != null && of(account.org(), user.profileId()).allows(address);
    }

    @Transactional
    public void change(OrgId org, long profileId, ProfileSecurity security) {
        store.save(org, profileId, security);
        notices.publish(new Notice(org, Notice.Topic.ACCESS, ""), () -> forget(org));
    }

    /** Keeps nothing that may have been read before a change. */
    private Map<Long, ProfileSecurity> load(OrgId org) {
        long before = changes.get();
        Map<Long, ProfileSecurity> loaded = store.all(org);
        known.put(org, loaded);
        if (changes.get() != before) {
            known.remove(org, loaded);
        }
        return loaded;
    }

    private void forget(OrgId org) {
        changes.incrementAndGet();
        known.remove(org);
    }

    private void forgetAll() {
        changes.incrementAndGet();
        known.clear();
    }
}

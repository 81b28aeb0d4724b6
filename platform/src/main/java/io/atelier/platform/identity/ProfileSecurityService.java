package io.atelier.platform.identity;

import io.atelier.platform.identity.internal.ProfileSecurityStore;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Holds what profiles ask of those who come in; asked at each request, so from memory until something changes. */
@Service
public class ProfileSecurityService {
    private final ProfileSecurityStore store;
    private final UserService users;
    private final Notices notices;
    private final OrgCache<Map<Long, ProfileSecurity>> known = new OrgCache<>();

    ProfileSecurityService(ProfileSecurityStore store, UserService users, Notices notices) {
        this.store = store;
        this.users = users;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.ACCESS) {
                        known.forget(notice.org());
                    }
                },
                known::forgetAll);
    }

    public ProfileSecurity of(OrgId org, long profileId) {
        return known.get(org, store::all).getOrDefault(profileId, ProfileSecurity.NONE);
    }

    /** Says whether the account's profile lets its people come from there; nobody who does not exist comes from anywhere. */
    public boolean allows(Account account, String address) {
        User user = users.byId(account.org()).get(account.user());
        return user != null && of(account.org(), user.profileId()).allows(address);
    }

    @Transactional
    public void change(OrgId org, long profileId, ProfileSecurity security) {
        store.save(org, profileId, security);
        notices.publish(new Notice(org, Notice.Topic.ACCESS, ""), () -> known.forget(org));
    }
}

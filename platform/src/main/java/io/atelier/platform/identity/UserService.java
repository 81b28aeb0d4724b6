package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.UserStore;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds the users of an organization. */
@Service
public class UserService {
    private final UserStore store;

    UserService(UserStore store) {
        this.store = store;
    }

    @Transactional(readOnly = true)
    public Optional<User> find(OrgId org, UserId id) {
        return store.find(org, id);
    }

    @Transactional(readOnly = true)
    public User get(OrgId org, UserId id) {
        return store.find(org, id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such user.", Map.of("id", Long.toString(id.value()))));
    }

    /** Returns everyone, active first, then by name. */
    @Transactional(readOnly = true)
    public List<User> all(OrgId org) {
        return store.all(org);
    }

    @Transactional
    public void changeLanguage(OrgId org, UserId id, Locale language) {
        store.changeLanguage(org, id, language);
    }
}

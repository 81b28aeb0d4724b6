package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.PeopleCache;
import io.atelier.platform.identity.internal.UserStore;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds, adds and changes the users of an organization; whoever calls has made sure that it may be done. */
@Service
public class UserService {
    private final UserStore store;
    private final PeopleCache people;
    private final Notices notices;
    private final IdGenerator ids;

    UserService(UserStore store, PeopleCache people, Notices notices, IdGenerator ids) {
        this.store = store;
        this.people = people;
        this.notices = notices;
        this.ids = ids;
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
    public List<User> all(OrgId org) {
        return people.of(org).list();
    }

    /** Returns everyone by id, in the order of {@link #all}. */
    public SequencedMap<UserId, User> byId(OrgId org) {
        return people.of(org).byId();
    }

    /** Adds an active user, who cannot sign in until a password is set; the address is kept in lower case. */
    @Transactional
    public User create(OrgId org, String email, String name, long profileId, Locale language, ZoneId zone) {
        return insert(org, email, name, profileId, language, zone, UserState.ACTIVE);
    }

    /** Adds a user who has to confirm before they may do anything. */
    @Transactional
    public User createUnconfirmed(OrgId org, String email, String name, long profileId, Locale language, ZoneId zone) {
        return insert(org, email, name, profileId, language, zone, UserState.UNCONFIRMED);
    }

    private User insert(
            OrgId org, String email, String name, long profileId, Locale language, ZoneId zone, UserState state) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        User user = new User(
                new UserId(ids.next()), address, name.strip(), profileId, language, zone, state, UserFormats.DEFAULT);
        store.insert(org, user);
        people.changed(org);
        return user;
    }

    /** Gives everybody who has one profile another. */
    @Transactional
    public void replaceProfile(OrgId org, long from, long to) {
        store.replaceProfile(org, from, to);
        people.changed(org);
    }

    @Transactional
    public void changeLanguage(OrgId org, UserId id, Locale language) {
        store.changeLanguage(org, id, language);
        people.changed(org);
    }

    /** Saves name, language, zone and formats; other components of the user are not looked at. */
    @Transactional
    public void saveSettings(OrgId org, User user) {
        store.saveSettings(org, user);
        people.changed(org);
    }

    /** Makes changes of states and profiles wait for each other until the transaction ends; returns everyone as of now. */
    @Transactional
    public List<User> lock(OrgId org) {
        store.lock(org);
        return store.all(org);
    }

    @Transactional
    public void changeState(OrgId org, UserId id, UserState state) {
        store.changeState(org, id, state);
        rightsChanged(org);
    }

    @Transactional
    public void changeProfile(OrgId org, UserId id, long profileId) {
        store.changeProfile(org, id, profileId);
        rightsChanged(org);
    }

    private void rightsChanged(OrgId org) {
        people.changed(org);
        notices.publish(new Notice(org, Notice.Topic.ACCESS, ""));
    }
}

package io.atelier.platform.mail.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import org.springframework.stereotype.Component;

/** Says whom a mail comes from: the user, or the organization where no person acts. */
@Component
public class Correspondent {
    private final UserService users;
    private final OrgService orgs;

    Correspondent(UserService users, OrgService orgs) {
        this.users = users;
        this.orgs = orgs;
    }

    public String name(Actor actor) {
        String name = users.find(actor.org(), actor.user())
                .map(User::name)
                .orElseGet(() -> orgs.get(actor.org()).name());
        return HeaderText.name(name);
    }

    /** Returns where replies go; empty for the address that all mail comes from. */
    public String address(Actor actor) {
        String email = users.find(actor.org(), actor.user()).map(User::email).orElse("");
        try {
            return email.isEmpty() ? "" : HeaderText.address(email);
        } catch (PlatformException _) {
            return ""; // an odd sign-in name is no reason not to send
        }
    }
}

package io.atelier.platform.api.settings;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Opens the model to requests whose token is good for it. */
@Component
public final class SettingsViews {
    private final MetadataService metadata;
    private final AccessService access;
    private final UserService users;
    private final SettingTimes times;

    SettingsViews(MetadataService metadata, AccessService access, UserService users, SettingTimes times) {
        this.metadata = metadata;
        this.access = access;
        this.users = users;
        this.times = times;
    }

    /** @param part of the scope {@code ZohoCRM.settings.<part>.READ} that is needed */
    public SettingsView read(HttpServletRequest request, String part) {
        return of(request, part, "READ");
    }

    public SettingsView of(HttpServletRequest request, String part, String verb) {
        Authorization authorization = ApiScopes.of(request);
        authorization.require("settings", part, verb);
        Actor actor = authorization.actor();
        boolean unchanged = times.isUnchanged(request, actor.org());
        return new SettingsView(actor, metadata.model(actor.org()), access.of(actor), language(actor), unchanged);
    }

    private Locale language(Actor actor) {
        return users.find(actor.org(), actor.user()).map(User::language).orElse(Locale.ENGLISH);
    }
}

package io.atelier.platform.identity;

import io.atelier.platform.org.UserId;
import java.time.ZoneId;
import java.util.Locale;

/** A person of an organization and the settings that hold for them. */
public record User(
        UserId id,
        String email,
        String name,
        long profileId,
        Locale language,
        ZoneId zone,
        UserState state,
        UserFormats formats) {

    public boolean active() {
        return state == UserState.ACTIVE;
    }
}

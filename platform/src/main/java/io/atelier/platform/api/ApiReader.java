package io.atelier.platform.api;

import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom an answer is for: times in it are by this person's clock.
 *
 * @param people of the organization, whom answers name
 */
public record ApiReader(Map<UserId, User> people, ZoneId zone) {
    public static ApiReader of(UserService users, Actor actor) {
        Map<UserId, User> people = users.byId(actor.org());
        User own = people.get(actor.user());
        return new ApiReader(people, own == null ? ZoneId.of("UTC") : own.zone());
    }

    /** Returns {@code 2026-12-31T23:59:00+01:00}. */
    public String time(Instant time) {
        return ApiTimes.text(time.atZone(zone));
    }

    public Optional<User> find(UserId id) {
        return Optional.ofNullable(people.get(id));
    }

    /** Returns the name, the id and the email address of a person. */
    public Map<String, @Nullable Object> person(UserId id) {
        Map<String, @Nullable Object> json = named(id);
        json.put("email", find(id).map(User::email).orElse(null));
        return json;
    }

    /** Returns the name and the id of a person. */
    public Map<String, @Nullable Object> named(UserId id) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", find(id).map(User::name).orElse(null));
        json.put("id", Long.toString(id.value()));
        return json;
    }
}

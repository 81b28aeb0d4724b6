package io.atelier.studio.shell;

import com.vaadin.flow.server.VaadinRequest;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserFormats;
import io.atelier.platform.identity.UserService;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a person's country from their browser when they come for the first time; later it is theirs to change. */
final class FirstSettings {
    private FirstSettings() {}

    static void choose(CurrentActor actor, UserService users) {
        User user = actor.user();
        if (user.formats().settled()) {
            return;
        }
        UserFormats formats = user.formats();
        users.saveSettings(
                actor.actor().org(),
                new User(
                        user.id(),
                        user.email(),
                        user.name(),
                        user.profileId(),
                        user.language(),
                        user.zone(),
                        user.state(),
                        new UserFormats(
                                countryOf(VaadinRequest.getCurrent()),
                                formats.date(),
                                formats.clock(),
                                formats.number(),
                                formats.theme(),
                                formats.firstDay(),
                                formats.signature(),
                                true)));
        actor.refresh();
    }

    /** Returns the first country that the browser names with a language; empty if it names none. */
    private static String countryOf(@Nullable VaadinRequest request) {
        if (request == null) {
            return "";
        }
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getCountry)
                .filter(country -> Arrays.asList(Locale.getISOCountries()).contains(country))
                .findFirst()
                .orElse("");
    }
}

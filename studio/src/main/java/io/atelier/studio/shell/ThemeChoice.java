package io.atelier.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.VaadinRequest;
import io.atelier.platform.identity.UserFormats;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** Light or dark; what this browser chose, as it is a matter of the screen and the room, before what the person did. */
public enum ThemeChoice {
    SYSTEM(ColorScheme.Value.LIGHT_DARK),
    LIGHT(ColorScheme.Value.LIGHT),
    DARK(ColorScheme.Value.DARK);

    private static final String COOKIE = "atelier-theme";

    private final ColorScheme.Value scheme;

    ThemeChoice(ColorScheme.Value scheme) {
        this.scheme = scheme;
    }

    String cookieValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    ColorScheme.Value scheme() {
        return scheme;
    }

    static ThemeChoice of(UserFormats.Theme theme) {
        return switch (theme) {
            case SYSTEM -> SYSTEM;
            case LIGHT -> LIGHT;
            case DARK -> DARK;
        };
    }

    /** Returns what this browser chose, by the request at hand, or the system's. */
    static ThemeChoice chosen() {
        return chosen(SYSTEM);
    }

    static ThemeChoice chosen(ThemeChoice otherwise) {
        VaadinRequest request = VaadinRequest.getCurrent();
        Cookie[] cookies = request == null ? null : request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> Arrays.stream(values())
                        .filter(choice -> choice.cookieValue().equals(cookie.getValue())))
                .findFirst()
                .orElse(otherwise);
    }

    void applyTo(UI ui) {
        ui.getPage().setColorScheme(scheme);
    }

    /** Chooses for this browser what the person chose for themselves. */
    public static void choose(UserFormats.Theme theme, UI ui) {
        of(theme).chooseIn(ui);
    }

    void chooseIn(UI ui) {
        ui.getPage()
                .executeJs(
                        "document.cookie = $0 + '=' + $1 + '; path=/; max-age=31536000; samesite=lax'",
                        COOKIE,
                        cookieValue());
        applyTo(ui);
    }
}

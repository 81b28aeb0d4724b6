package io.atelier.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.database.ViewOnly;
import io.atelier.studio.component.Toast;
import java.io.Serial;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the person what failed: known failures in their language, unknown ones by a number that is also in the log. */
@Component
class UiErrors implements ErrorHandler {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(UiErrors.class);

    private final transient Translations texts;

    UiErrors(Translations texts) {
        this.texts = texts;
    }

    /** A failure in a person's words. */
    record Told(String title, String detail) {}

    @Override
    public void error(ErrorEvent event) {
        UI ui = event.getComponent()
                .flatMap(com.vaadin.flow.component.Component::getUI)
                .or(() -> Optional.ofNullable(UI.getCurrent()))
                .orElse(null);
        if (ui == null) {
            log.error("Incident without a page", event.getThrowable());
            return;
        }
        Told told = tell(event.getThrowable(), ui.getLocale());
        ui.access(() -> Toast.error(told.title(), told.detail()));
    }

    /** Puts the failure into words, and into the log if nobody could foresee it. */
    Told tell(Throwable failure, Locale locale) {
        Optional<PlatformException> known = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(PlatformException.class::isInstance)
                .map(PlatformException.class::cast)
                .findFirst();
        if (known.isPresent()) {
            PlatformException told = known.get();
            return new Told(texts.getTranslation("error." + told.code(), locale), String.valueOf(told.getMessage()));
        }
        if (ViewOnly.isRefusal(failure)) {
            return tell(ViewOnly.refusal(), locale);
        }
        String incident = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36)
                .toUpperCase(Locale.ROOT);
        log.error("Incident {}", incident, failure);
        return new Told(
                texts.getTranslation("shell.incident.title", locale),
                texts.getTranslation("shell.incident.detail", locale, incident));
    }
}

package io.atelier.platform.people.internal;

import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.User;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Writes the mails that bring one-time links, in the user's language. Names go in escaped. */
@Component
public class AccountMailTexts {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** A mail's subject and body. */
    public record Text(String subject, String html) {}

    public Text of(LinkKind kind, User user, String organization, String link) {
        ResourceBundle texts = bundle(user.language());
        String key = "people.mail." + kind + ".";
        String body = filled(texts.getString(key + "body"), user, HtmlUtils.htmlEscape(organization), true);
        String button = HtmlUtils.htmlEscape(texts.getString(key + "link"));
        String href = HtmlUtils.htmlEscape(link);
        return new Text(
                filled(texts.getString(key + "subject"), user, oneLine(organization), false),
                "<p>" + body.replace("\n", "</p><p>") + "</p><p><a href=\"" + href + "\">" + button + "</a></p><p>"
                        + href + "</p>");
    }

    private static String filled(String text, User user, String organization, boolean html) {
        String name = html ? HtmlUtils.htmlEscape(user.name()) : oneLine(user.name());
        return text.replace("{0}", name).replace("{1}", organization);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static ResourceBundle bundle(Locale language) {
        Locale known = language.getLanguage().equals("ru") ? Locale.of("ru") : Locale.ENGLISH;
        return ResourceBundle.getBundle("i18n.people", known, NO_FALLBACK);
    }
}

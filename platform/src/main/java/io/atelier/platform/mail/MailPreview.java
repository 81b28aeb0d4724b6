package io.atelier.platform.mail;

import io.atelier.templates.TemplateWarning;
import java.util.List;

/**
 * A mail as it would be sent.
 *
 * @param html cleaned
 * @param text what is shown where HTML is not
 * @param warnings what came out empty although the author wanted a value
 */
public record MailPreview(String subject, String html, String text, List<TemplateWarning> warnings) {
    public MailPreview {
        warnings = List.copyOf(warnings);
    }
}

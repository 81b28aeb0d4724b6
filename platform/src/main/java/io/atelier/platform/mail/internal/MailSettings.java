package io.atelier.platform.mail.internal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says how mail leaves; the server itself is in {@code spring.mail}.
 *
 * @param from address that all mail comes from; replies go to the user ({@code ATELIER_MAIL_FROM})
 */
@ConfigurationProperties("atelier.mail")
record MailSettings(
        @DefaultValue("atelier@localhost.localdomain") String from) {}

/**
 * Mail to the people whom records are about: templates with merge fields, and a queue that sends over SMTP at most once
 * and tells the record's timeline. Knows nothing of who asks for a mail. Entry types: {@link
 * io.atelier.platform.mail.MailService}, {@link io.atelier.platform.mail.MailTemplateService}.
 */
@NullMarked
package io.atelier.platform.mail;

import org.jspecify.annotations.NullMarked;

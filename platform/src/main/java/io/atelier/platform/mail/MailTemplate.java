package io.atelier.platform.mail;

import java.time.Instant;

/**
 * A mail with merge fields.
 *
 * @param revision grows with each save; starts at 1
 */
public record MailTemplate(long id, long revision, MailTemplateData data, Instant modifiedTime) {}

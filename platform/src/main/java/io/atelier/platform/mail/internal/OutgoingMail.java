package io.atelier.platform.mail.internal;

import io.atelier.platform.org.Actor;

/**
 * A mail in the queue, as it goes out.
 *
 * @param actor who sent it
 * @param title how people call it without seeing its contents
 * @param attempts how often it was handed to the server already
 */
public record OutgoingMail(
        long id,
        Actor actor,
        String title,
        String messageId,
        String module,
        long recordId,
        String senderName,
        String from,
        String replyTo,
        String to,
        String subject,
        String html,
        int attempts) {}

package io.atelier.platform.mail;

import java.time.Instant;

/**
 * What became of a mail. Holds nothing of its contents: who sees the record may see this.
 *
 * @param title the template's name, or the subject as its author wrote it
 * @param reason why it failed; else empty
 */
public record MailStatus(long id, State state, String title, String messageId, String reason, Instant createdTime) {
    /** Where a mail is on its way. */
    public enum State {
        QUEUED,
        /** Handed to the mail server, which has not answered yet. */
        SENDING,
        SENT,
        FAILED
    }
}

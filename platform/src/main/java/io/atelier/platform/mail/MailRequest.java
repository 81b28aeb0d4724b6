package io.atelier.platform.mail;

/** A wish to send one mail about a record. */
public record MailRequest(Content content, String module, long recordId, Recipient recipient) {
    /** What is written. Both kinds may hold merge fields. */
    public sealed interface Content {
        record Template(long id) implements Content {}

        record AdHoc(String subject, String html) implements Content {}
    }

    /** Whom it goes to. */
    public sealed interface Recipient {
        /** The address in a field of the record. */
        record Field(String apiName) implements Recipient {}

        record Address(String address) implements Recipient {}
    }
}

package io.atelier.platform.people;

/** How a one-time link leaves. */
public sealed interface LinkSent {
    /** A mail is on its way. */
    record Mailed() implements LinkSent {}

    /** There is no mail server: the administrator hands the link over. It is shown once. */
    record HandOver(String link) implements LinkSent {
        @Override
        public String toString() {
            return "HandOver[not shown]";
        }
    }
}

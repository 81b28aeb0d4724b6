package io.atelier.platform.access.matrix;

import org.jspecify.annotations.Nullable;

/**
 * One way to read; what comes back is searched for canaries.
 *
 * @param way the method, route or call that is asked
 * @param question what is asked of it
 */
record ReadChannel(String way, String question, Shows shows, Reading reading) {
    /** What a channel shows to somebody who may see it. */
    enum Shows {
        /** A record's name. */
        NAME,
        /** A field that some profiles hide. */
        SECRET,
        BOTH,
        /** That there is such a field, whoever's the records are. */
        FIELD,
        /** That there is the record, told by its name's canary. */
        ROW,
        /** Perhaps one or the other, as the channel asks for more than to see the record. */
        AT_MOST_BOTH,
        /** What concerns records, and none of their values. */
        NOTHING;

        boolean admits(Person person, Place place, boolean name, boolean secret) {
            boolean mayName = person.readsName(place);
            boolean maySecret = person.readsSecret(place);
            return switch (this) {
                case NAME -> name == mayName && !secret;
                case SECRET -> !name && secret == maySecret;
                case BOTH -> name == mayName && secret == maySecret;
                case FIELD -> !name && secret == person.knowsSecret(place);
                case ROW -> name == Rights.sees(person, place) && !secret;
                case NOTHING -> !name && !secret;
                case AT_MOST_BOTH -> (mayName || !name) && (maySecret || !secret);
            };
        }
    }

    /** Asks about a place as somebody. */
    @FunctionalInterface
    interface Reading {
        @Nullable
        Object read(Person person, Place place) throws Exception;
    }

    @Override
    public String toString() {
        return way + " " + question;
    }
}

package io.atelier.platform.identity;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a browser is asked to sign with a key; good for one answer. Stays on the server, but for its JSON. */
public final class PasskeyQuestion<T> {
    private final T options;
    private final RelyingParty party;
    private final String json;
    private final AtomicBoolean asked = new AtomicBoolean();

    PasskeyQuestion(T options, RelyingParty party, String json) {
        this.options = options;
        this.party = party;
        this.json = json;
    }

    /** Returns the options for {@code navigator.credentials}, as its JSON methods read them. */
    public String json() {
        return json;
    }

    RelyingParty party() {
        return party;
    }

    T options() {
        return options;
    }

    /** Says whether this is the first answer. */
    boolean use() {
        return asked.compareAndSet(false, true);
    }
}

package io.atelier.platform.identity.spi;

import io.atelier.platform.org.Actor;
import java.util.OptionalLong;

/** Says in which session an actor is at work; a bean of whoever keeps the sessions' cookies. */
public interface CurrentSession {
    /** Returns the session of the request at hand if it is this actor's, else nothing. */
    OptionalLong of(Actor actor);
}

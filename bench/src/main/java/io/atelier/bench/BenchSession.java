package io.atelier.bench;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.spi.CurrentSession;
import io.atelier.platform.org.Actor;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Stands for a browser in which the person has just signed in: making an API client asks for one. */
@Component
final class BenchSession implements CurrentSession {
    private final SessionService sessions;

    BenchSession(SessionService sessions) {
        this.sessions = sessions;
    }

    @Override
    public OptionalLong of(Actor actor) {
        Account account = new Account(actor.org(), actor.user());
        return OptionalLong.of(
                sessions.start(account, new Origin("127.0.0.1", "bench")).id());
    }
}

package io.atelier.platform.testing;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.spi.CurrentSession;
import io.atelier.platform.org.Actor;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives every person of a test a browser session in which they have just given their password. */
@Component
public class TestSession implements CurrentSession {
    private final SessionService sessions;
    private final JdbcClient jdbc;
    private final TransactionTemplate apart;
    private final Map<Account, Long> started = new ConcurrentHashMap<>();

    TestSession(SessionService sessions, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public OptionalLong of(Actor actor) {
        return OptionalLong.of(started.computeIfAbsent(
                new Account(actor.org(), actor.user()),
                account -> apart.execute(_ ->
                        sessions.start(account, new Origin("127.0.0.1", "test")).id())));
    }

    /** Lets the person's last proof be too old. */
    public void age(Actor actor) {
        jdbc.sql("update atelier.session set proven = proven - interval '1 hour' where id = ?")
                .param(of(actor).getAsLong())
                .update();
    }
}

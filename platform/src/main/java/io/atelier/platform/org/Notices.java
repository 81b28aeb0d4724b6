package io.atelier.platform.org;

import io.atelier.platform.org.internal.HintSender;
import io.atelier.platform.org.internal.NoticeListener;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sends notices with the transaction at hand and hands arriving ones, of this and other nodes, to subscribers. */
@Component
public class Notices {
    private final JdbcClient jdbc;
    private final NoticeListener listener;
    private final HintSender hints;

    Notices(JdbcClient jdbc, NoticeListener listener, HintSender hints) {
        this.jdbc = jdbc;
        this.listener = listener;
        this.hints = hints;
    }

    /**
     * Sends when the transaction commits, never if it rolls back; equal notices of one transaction arrive once. A
     * {@linkplain Notice.Topic#isHint() hint} is sent after the commit, one for all equal ones of some milliseconds.
     */
    public void publish(Notice notice) {
        String payload = notice.org().value() + "|" + notice.topic() + "|" + notice.subject();
        if (notice.topic().isHint()) {
            afterCommit(() -> hints.send(payload));
            return;
        }
        jdbc.sql("select pg_notify('" + NoticeListener.CHANNEL + "', ?)")
                .param(payload)
                .query((row, index) -> "")
                .list();
    }

    /**
     * As {@link #publish(Notice)}, within a transaction.
     *
     * @param here run on this node when the transaction has committed: its next request must not wait for the notice
     */
    public void publish(Notice notice, Runnable here) {
        publish(notice);
        register(here);
    }

    private static void afterCommit(Runnable action) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            action.run();
            return;
        }
        register(action);
    }

    private static void register(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    /**
     * Calls the subscriber for each notice, on a thread of its own; it must return quickly and not throw. Notices that come
     * while the connection is broken are lost to it: this is for those whom nothing but freshness depends on.
     *
     * @return ends the subscription when run
     */
    public Runnable subscribe(Consumer<Notice> subscriber) {
        return subscribe(subscriber, () -> {});
    }

    /**
     * As {@link #subscribe(Consumer)}, for those who remember.
     *
     * @param missed called when notices may have been lost: all that is remembered must be forgotten
     */
    public Runnable subscribe(Consumer<Notice> subscriber, Runnable missed) {
        return listener.subscribe(subscriber, missed);
    }
}

package io.atelier.platform.org;

import io.atelier.platform.org.internal.NoticeListener;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sends notices with the transaction at hand and hands arriving ones, of this and other nodes, to subscribers. */
@Component
public class Notices {
    private final JdbcClient jdbc;
    private final NoticeListener listener;

    Notices(JdbcClient jdbc, NoticeListener listener) {
        this.jdbc = jdbc;
        this.listener = listener;
    }

    /** Sends when the transaction commits, never if it rolls back; equal notices of one transaction arrive once. */
    public void publish(Notice notice) {
        String payload = notice.org().value() + "|" + notice.topic() + "|" + notice.subject();
        jdbc.sql("select pg_notify('" + NoticeListener.CHANNEL + "', ?)")
                .param(payload)
                .query((row, index) -> "")
                .list();
    }

    /**
     * Calls the subscriber for each notice, on a thread of its own; it must return quickly and not throw.
     *
     * @return ends the subscription when run
     */
    public Runnable subscribe(Consumer<Notice> subscriber) {
        return listener.subscribe(subscriber);
    }
}

package io.atelier.platform.org.internal;

import io.atelier.platform.org.Notice;
import io.atelier.platform.org.OrgId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Listens on one connection of its own; connects again when that breaks, and then tells subscribers that they missed some. */
@Component
public class NoticeListener implements SmartLifecycle {
    public static final String CHANNEL = "atelier";

    private static final Logger log = LoggerFactory.getLogger(NoticeListener.class);
    private static final int WAIT_MILLIS = 500;

    private final DataSource dataSource;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    NoticeListener(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private record Subscriber(Consumer<Notice> told, Runnable missed) {}

    public Runnable subscribe(Consumer<Notice> told, Runnable missed) {
        Subscriber subscriber = new Subscriber(told, missed);
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("atelier-notices").start(this::listen);
    }

    private void listen() {
        while (running) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                // Nobody heard what was said before that: nothing that was remembered can be trusted.
                subscribers.forEach(subscriber -> guarded("lost notices", subscriber.missed()));
                hear(connection.unwrap(PGConnection.class), statement);
            } catch (SQLException e) {
                if (running) {
                    log.warn("The notice connection broke ({}); connecting again", e.getMessage());
                    pause();
                }
            }
        }
    }

    /** Ends by a statement that goes through the pool, which so learns of a broken connection and gives it to nobody. */
    private void hear(PGConnection postgres, Statement statement) throws SQLException {
        try {
            while (running) {
                for (PGNotification notification : postgres.getNotifications(WAIT_MILLIS)) {
                    dispatch(notification.getParameter());
                }
            }
        } finally {
            statement.execute("unlisten *");
        }
    }

    private void pause() {
        synchronized (this) {
            try {
                wait(WAIT_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
    }

    private void dispatch(String payload) {
        String[] parts = payload.split("\\|", 3);
        Notice notice = new Notice(new OrgId(Long.parseLong(parts[0])), Notice.Topic.valueOf(parts[1]), parts[2]);
        subscribers.forEach(
                subscriber -> guarded(notice.topic(), () -> subscriber.told().accept(notice)));
    }

    private static void guarded(Object about, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("A subscriber failed on {}; the others go on", about, e);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Late to stop: a closing service may still publish. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }
}

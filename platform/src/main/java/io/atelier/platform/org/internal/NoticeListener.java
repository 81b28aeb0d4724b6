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

/** Listens on one connection of its own; connects again when that breaks, and then lets subscribers forget all. */
@Component
public class NoticeListener implements SmartLifecycle {
    public static final String CHANNEL = "atelier";

    private static final Logger log = LoggerFactory.getLogger(NoticeListener.class);
    private static final int WAIT_MILLIS = 500;

    private final DataSource dataSource;
    private final List<Consumer<Notice>> subscribers = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    NoticeListener(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Runnable subscribe(Consumer<Notice> subscriber) {
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
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (running) {
                    for (PGNotification notification : postgres.getNotifications(WAIT_MILLIS)) {
                        dispatch(notification.getParameter());
                    }
                }
                statement.execute("unlisten *");
            } catch (SQLException e) {
                if (running) {
                    log.warn("The notice connection broke ({}); connecting again", e.getMessage());
                    pause();
                }
            }
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
        for (Consumer<Notice> subscriber : subscribers) {
            try {
                subscriber.accept(notice);
            } catch (RuntimeException e) {
                log.error("A subscriber failed on {}; the others go on", notice.topic(), e);
            }
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

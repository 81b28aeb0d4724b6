package io.atelier.platform.job;

import java.time.Duration;

/** Work that comes round; a bean. However many nodes run, each round is run by one of them, again after a failure. */
public interface RecurringJob {
    /** Returns the name that the job is stored under; it never changes. */
    String name();

    /** Returns the time between the end of one round and the start of the next. */
    Duration every();

    /** Runs outside any transaction; doing it twice must be as doing it once. */
    void run() throws Exception;
}

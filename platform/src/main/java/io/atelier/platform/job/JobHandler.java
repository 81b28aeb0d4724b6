package io.atelier.platform.job;

/**
 * Does one kind of job; a bean. A job may run again after a crash: doing it twice must be as doing it once.
 *
 * @param <T> what a job carries, a record that JSON can hold: ids rather than contents
 */
public interface JobHandler<T> {
    /** Most runs of a job; the last failure is final and logged as an error. */
    int MAX_ATTEMPTS = 5;

    /** Returns the name that jobs are stored under; it never changes. */
    String name();

    Class<T> dataType();

    /** Runs outside any transaction; a thrown exception means: try again later. */
    void run(T data) throws Exception;
}

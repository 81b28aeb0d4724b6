package io.atelier.platform.transfer;

import java.time.Duration;

/** The published limits of bulk jobs. */
public final class BulkLimits {
    /** Most records of one result. */
    public static final int READ_PAGE = 200_000;

    public static final int MAX_PAGE = 500;

    /** Most fields that a bulk read names. */
    public static final int MAX_FIELDS = 500;

    /** Most bulk reads of one user that are not done. */
    public static final int MAX_OPEN = 20;

    /** How long a result can be fetched. */
    public static final Duration RESULT_KEPT = Duration.ofDays(1);

    /** How long can be asked what became of a bulk read. */
    public static final Duration JOB_KEPT = Duration.ofDays(30);

    /** Most bytes of an archive that is uploaded. */
    public static final long MAX_ARCHIVE_BYTES = 25L * 1024 * 1024;

    /** Most rows that a bulk write takes, the header not counted. */
    public static final int MAX_ROWS = 25_000;

    public static final int MAX_COLUMNS = 200;

    /** Most tries of a callback; the pause before the next is four times the pause before, beginning with 5 seconds. */
    public static final int MAX_CALLBACKS = 5;

    private BulkLimits() {}
}

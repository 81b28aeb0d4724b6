/**
 * Durable jobs on the same database: enqueued with the caller's transaction, run at least once, retried, never lost by a
 * restart. Entry types: {@link io.atelier.platform.job.JobService}, {@link io.atelier.platform.job.JobHandler}.
 */
@NullMarked
package io.atelier.platform.job;

import org.jspecify.annotations.NullMarked;

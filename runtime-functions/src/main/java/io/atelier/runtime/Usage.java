package io.atelier.runtime;

import java.time.Duration;

/**
 * Sums up what a run has used.
 *
 * @param wall own time, without host calls
 * @param cpu CPU time of the script's thread; the own time if the worker was lost
 */
public record Usage(Duration wall, Duration cpu, int hostCalls) {}

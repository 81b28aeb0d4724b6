package io.atelier.runtime;

/** Says which bound a run ran into. */
public enum Limit {
    /** Own time of the script. */
    WALL,
    /** CPU time of the script. */
    CPU,
    /** Allocation, or the heap of the worker. */
    MEMORY,
    /** Depth of calls. */
    STACK,
    /** Console output. */
    OUTPUT,
    /** Length of the result. */
    RESULT,
    /** Length of the arguments; nothing of the script has run. */
    ARGUMENTS,
    /** Number of host calls. */
    HOST_CALLS,
    /** The worker process ended for a reason that is not known, or the pool was closed under the run. */
    PROCESS
}

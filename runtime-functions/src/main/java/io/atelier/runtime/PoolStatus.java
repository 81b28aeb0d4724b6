package io.atelier.runtime;

/**
 * Describes a pool for operators.
 *
 * @param reason why functions cannot run; empty when {@code state} is {@link State#READY}
 * @param workers processes alive or starting
 * @param running calls under way, nested ones included
 * @param waiting calls in the queue
 * @param lost workers killed or dead since the start, those of the self-test not counted
 */
public record PoolStatus(State state, String reason, int workers, int running, int waiting, long lost) {

    /** Orders the life of a pool. */
    public enum State {
        STARTING,
        READY,
        UNAVAILABLE,
        CLOSED
    }
}

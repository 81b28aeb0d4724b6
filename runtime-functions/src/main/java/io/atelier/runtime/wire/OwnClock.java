package io.atelier.runtime.wire;

/** Measures the own time of a run: pauses are host calls. Safe for use by many threads. */
public final class OwnClock {
    private final long start = System.nanoTime();
    private long paused;
    private long pausedSince;
    private boolean inHost;

    /** Stops the clock. */
    public synchronized void pause() {
        inHost = true;
        pausedSince = System.nanoTime();
    }

    /** Continues the clock. */
    public synchronized void resume() {
        paused += System.nanoTime() - pausedSince;
        inHost = false;
    }

    /** Returns whether a host call is under way. */
    public synchronized boolean isPaused() {
        return inHost;
    }

    /** Returns the own time so far. */
    public synchronized long elapsedNanos() {
        long now = inHost ? pausedSince : System.nanoTime();
        return now - start - paused;
    }
}

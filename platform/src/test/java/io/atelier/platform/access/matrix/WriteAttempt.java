package io.atelier.platform.access.matrix;

/**
 * One way to write to what is another's.
 *
 * @param way the method, route or call that is tried
 * @param wish what is tried
 * @param exact false where more than the right to the record is needed: then it may be refused to others too
 * @param right the model: who may
 */
record WriteAttempt(String way, String wish, boolean exact, Right right, Act act) {
    /** Says whether somebody may. */
    @FunctionalInterface
    interface Right {
        boolean has(Person person, Place place);
    }

    /** Tries it. */
    @FunctionalInterface
    interface Act {
        /** @return false if it was refused */
        boolean isDone(Person person, Place place) throws Exception;
    }

    static WriteAttempt of(String way, String wish, Right right, Act act) {
        return new WriteAttempt(way, wish, true, right, act);
    }

    static WriteAttempt atMost(String way, String wish, Right right, Act act) {
        return new WriteAttempt(way, wish, false, right, act);
    }

    boolean admits(Person person, Place place, boolean done) {
        boolean may = right.has(person, place);
        return exact ? done == may : may || !done;
    }

    @Override
    public String toString() {
        return way + " " + wish;
    }
}

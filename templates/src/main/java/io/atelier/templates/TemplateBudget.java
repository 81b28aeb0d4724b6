package io.atelier.templates;

/** Counts what a rendering takes, and ends it at a limit. Every step of the evaluator passes here. */
final class TemplateBudget {

    private static final int STEPS_BETWEEN_LOOKS = 64;

    private final TemplateLimits limits;
    private final long startedAt = System.nanoTime();
    private long steps;
    private long iterations;
    private long work;

    TemplateBudget(TemplateLimits limits) {
        this.limits = limits;
    }

    void step(Position position) {
        if (++steps % STEPS_BETWEEN_LOOKS == 0) {
            checkTime(position);
        }
    }

    void iterate(Position position) {
        if (++iterations > limits.loopIterations()) {
            throw position.limit("The loops turn more than %d times".formatted(limits.loopIterations()));
        }
        checkTime(position);
    }

    /** Books a text of this length before it is made. */
    void make(long characters, Position position) {
        if (characters > limits.textCharacters()) {
            throw position.limit("A text grows longer than %d characters".formatted(limits.textCharacters()));
        }
        book(characters, position);
    }

    /** Books a list of this many elements before it is made. */
    void makeElements(long elements, Position position) {
        if (elements > limits.loopIterations()) {
            throw position.limit("A list has more than %d elements".formatted(limits.loopIterations()));
        }
        book(elements * 8, position);
    }

    /** Books output before it is written. */
    void output(long lengthAfterwards, Position position) {
        if (lengthAfterwards > limits.outputCharacters()) {
            throw position.limit("The result is longer than %d characters".formatted(limits.outputCharacters()));
        }
        step(position);
    }

    private void book(long amount, Position position) {
        work += amount + 8;
        if (work > limits.workCharacters()) {
            throw position.limit(
                    "The texts it makes are longer than %d characters together".formatted(limits.workCharacters()));
        }
        step(position);
    }

    private void checkTime(Position position) {
        if (System.nanoTime() - startedAt > limits.time().toNanos()) {
            throw position.limit(
                    "It takes longer than %d ms".formatted(limits.time().toMillis()));
        }
    }
}

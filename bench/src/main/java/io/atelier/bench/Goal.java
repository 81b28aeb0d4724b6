package io.atelier.bench;

/** What a row of the contract promises. */
sealed interface Goal {
    /** The subject does at least that share of the reference's calls a second. */
    record Rate(double share) implements Goal {}

    /** The subject's typical call takes at most that many times the reference's. */
    record Time(double times) implements Goal {}

    /** The subject's typical call takes at most that many milliseconds. */
    record Millis(double most) implements Goal {}

    default String text() {
        return switch (this) {
            case Rate(double share) -> ">= %.2fx".formatted(share);
            case Time(double times) -> "<= %.2fx".formatted(times);
            case Millis(double most) -> "<= %.0f ms".formatted(most);
        };
    }
}

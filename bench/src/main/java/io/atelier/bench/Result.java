package io.atelier.bench;

import io.atelier.bench.load.Sample;
import java.util.Optional;

/**
 * What was measured of a row.
 *
 * @param subject units a second and times of the subject
 * @param reference the same of what it is compared with; empty where the goal is a time by itself
 */
record Result(
        String key,
        String title,
        Goal goal,
        String subjectName,
        Figures subject,
        String referenceName,
        Optional<Figures> reference,
        Optional<Figures> direct) {

    /** Units a second, and the milliseconds that half of the calls and 99 of 100 took at most. */
    record Figures(double rate, double p50, double p99) {
        static Figures of(Sample sample, int units) {
            return new Figures(sample.callsPerSecond() * units, sample.millis(50), sample.millis(99));
        }
    }

    /** Returns what the goal is about. */
    double figure() {
        return switch (goal) {
            case Goal.Rate _ -> subject.rate() / reference.orElseThrow().rate();
            case Goal.Time _ -> subject.p50() / reference.orElseThrow().p50();
            case Goal.Millis _ -> subject.p50();
        };
    }

    boolean isMet() {
        return switch (goal) {
            case Goal.Rate(double share) -> figure() >= share;
            case Goal.Time(double times) -> figure() <= times;
            case Goal.Millis(double most) -> figure() <= most;
        };
    }
}

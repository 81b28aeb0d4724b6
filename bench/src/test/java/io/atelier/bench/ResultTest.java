package io.atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.bench.Result.Figures;
import io.atelier.bench.load.Sample;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void figuresAreOfAllTurnsTogether() {
        Sample one =
                new Sample(LongStream.rangeClosed(1, 50).map(i -> i * 1_000_000).toArray(), 1);
        Sample other = new Sample(
                LongStream.rangeClosed(51, 100).map(i -> i * 1_000_000).toArray(), 3);

        Figures figures = Figures.of(Sample.joined(List.of(one, other)), 10);

        assertThat(figures.rate()).isEqualTo(250);
        assertThat(figures.p50()).isEqualTo(50);
        assertThat(figures.p99()).isEqualTo(99);
    }

    @Test
    void aGoalIsMetFromItsFigureOn() {
        assertThat(result(new Goal.Rate(0.5), new Figures(50, 1, 1), new Figures(100, 1, 1))
                        .isMet())
                .isTrue();
        assertThat(result(new Goal.Rate(0.5), new Figures(49, 1, 1), new Figures(100, 1, 1))
                        .isMet())
                .isFalse();
        assertThat(result(new Goal.Time(1.5), new Figures(1, 3, 1), new Figures(1, 2, 1))
                        .isMet())
                .isTrue();
        assertThat(result(new Goal.Time(1.5), new Figures(1, 3.1, 1), new Figures(1, 2, 1))
                        .isMet())
                .isFalse();
        assertThat(result(new Goal.Millis(5), new Figures(1, 5, 1), new Figures(1, 9, 1))
                        .isMet())
                .isTrue();
        assertThat(result(new Goal.Millis(5), new Figures(1, 5.1, 1), new Figures(1, 9, 1))
                        .isMet())
                .isFalse();
    }

    private static Result result(Goal goal, Figures subject, Figures reference) {
        return new Result("key", "title", goal, "one", subject, "other", Optional.of(reference), Optional.empty());
    }
}

package io.atelier.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "4999, 0", "5000, 0", "5001, 1", "100000, 4", "100001, 5", "5000000, 9", "5000001, 10"})
    void aCallBelongsToTheFirstRangeThatItFitsIn(long micros, int range) {
        assertThat(Latency.rangeOf(micros)).isEqualTo(range);
    }

    @Test
    void noCallsTookNoTime() {
        assertThat(of(Duration.ZERO).percentile(0.95)).isZero();
    }

    @Test
    void halfOfTheCallsAreBelowTheMiddle() {
        Latency latency = of(Duration.ofMillis(90), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4);

        assertThat(latency.percentile(0.5)).isEqualTo(Duration.ofMillis(5));
        assertThat(latency.percentile(0.95)).isBetween(Duration.ofMillis(80), Duration.ofMillis(90));
    }

    @Test
    void nothingTookLongerThanTheWorst() {
        Latency latency = of(Duration.ofSeconds(7), 10);

        assertThat(latency.percentile(0.5)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
        assertThat(latency.percentile(1)).isEqualTo(Duration.ofSeconds(7));
    }

    /** @param ranges of each call */
    private static Latency of(Duration worst, int... ranges) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(Latency.RANGES, 0L));
        for (int range : ranges) {
            counts.set(range, counts.get(range) + 1);
        }
        return new Latency(counts, worst, worst);
    }
}

package io.atelier.platform.usage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Nodes are objects here, on one database, as they are processes elsewhere. */
@PlatformTest
class BudgetTest {
    private static final Instant NOON = Instant.parse("2031-05-17T12:00:00Z");

    @Autowired
    private BudgetStore store;

    private String subject;
    private Budget node;
    private Budget other;

    @BeforeEach
    void twoNodes() {
        subject = "test " + UUID.randomUUID();
        node = node(Window.DAY);
        other = node(Window.DAY);
    }

    private Budget node(Window window) {
        return new Budget(store, subject, window);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 99, 100, 101, 1_234})
    void lastsToItsLimitAndNoFurther(long limit) {
        for (long call = 1; call <= limit; call++) {
            assertThat(node.take(1, limit, NOON)).as("call " + call).isEmpty();
        }

        assertThat(node.remaining()).isZero();
        assertThat(node.take(1, limit, NOON)).isPresent();
        assertThat(other.take(1, limit, NOON)).isPresent();
    }

    @Test
    void whatCostsMoreThanIsLeftIsRefusedAndWhatCostsLessIsNot() {
        assertThat(node.take(7, 10, NOON)).isEmpty();

        assertThat(node.take(4, 10, NOON)).isPresent();
        assertThat(node.take(3, 10, NOON)).isEmpty();
        assertThat(node.take(1, 10, NOON)).isPresent();
    }

    @Test
    void twoNodesShareIt() {
        int taken = 0;
        boolean first = true;
        boolean second = true;
        while (first || second) {
            first = node.take(1, 777, NOON).isEmpty();
            second = other.take(1, 777, NOON).isEmpty();
            taken += (first ? 1 : 0) + (second ? 1 : 0);
        }

        assertThat(taken).isEqualTo(777);
    }

    @Test
    void callsAtTheSameTimeTakeNoMoreThanThereIs() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> takers = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> takeAll(i % 2 == 0 ? node : other)))
                    .toList();
            int taken = 0;
            for (Future<Integer> taker : takers) {
                taken += taker.get();
            }

            assertThat(taken).isEqualTo(500);
        }
    }

    private static int takeAll(Budget budget) {
        int taken = 0;
        while (budget.take(1, 500, NOON).isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void asksTheDatabaseOnceForManyCalls() {
        node.take(1, 1_000_000, NOON);
        long ahead = spent();
        for (int i = 1; i < BudgetStore.MAX_BLOCK; i++) {
            node.take(1, 1_000_000, NOON);
        }

        assertThat(ahead).isEqualTo(BudgetStore.MAX_BLOCK);
        assertThat(spent()).isEqualTo(ahead);
    }

    @Test
    void whatANodeTookAheadIsForTheOthersWhenItIsReleased() {
        node.take(1, 1_000, NOON);
        assertThat(spent()).isEqualTo(100);

        node.release();
        node.release();

        assertThat(spent()).isEqualTo(1);
        assertThat(other.take(999, 1_000, NOON)).isEmpty();
        assertThat(node.take(1, 1_000, NOON)).isPresent();
    }

    @Test
    void aRefusalSaysWhenThereWillBeEnough() {
        node.take(6, 10, NOON);
        Instant later = NOON.plus(Duration.ofHours(2));
        node.take(4, 10, later);

        Duration one = node.take(1, 10, later).orElseThrow();
        Duration seven = node(Window.DAY).take(7, 10, later).orElseThrow();

        assertThat(later.plus(one)).isEqualTo(NOON.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(15)));
        assertThat(later.plus(seven)).isEqualTo(later.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(15)));
    }

    @Test
    void creditsComeBackADayAfterTheyWereSpentAndNotBefore() {
        node.take(6, 10, NOON);
        node.take(4, 10, NOON.plus(Duration.ofHours(2)));
        Instant back = NOON.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(15));

        assertThat(node.take(1, 10, back.minusSeconds(1))).isPresent();
        assertThat(node.take(6, 10, back)).isEmpty();
        assertThat(node.take(1, 10, back)).isPresent();
    }

    @Test
    void whatIsTakenAheadInASlotIsNotSpentInTheNext() {
        node.take(1, 1_000, NOON);

        node.take(1, 1_000, NOON.plus(Duration.ofMinutes(15)));
        node.release();

        assertThat(store.spent(subject, Window.DAY.slotAt(NOON))).isEqualTo(2);
        assertThat(store.spent(subject, Window.DAY.slotAt(NOON) + 1)).isEqualTo(1);
    }

    @Test
    void aMinuteBeginsAnewWithEachMinute() {
        Budget minute = node(Window.MINUTE);
        Instant late = NOON.plusSeconds(59);
        minute.take(5, 5, NOON);

        assertThat(minute.take(1, 5, late)).contains(Duration.ofSeconds(1));
        assertThat(minute.take(5, 5, NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void aHigherLimitHoldsWithTheNextQuestion() {
        node.take(5, 5, NOON);
        assertThat(node.take(1, 5, NOON)).isPresent();

        assertThat(node.take(1, 6, NOON.plusSeconds(1))).isEmpty();
    }

    @Test
    void whatIsOverIsForgotten() {
        node.take(1, 1, NOON);
        long slot = Window.DAY.slotAt(NOON);

        store.forgetOver(Window.DAY.over(slot));
        assertThat(store.spent(subject, slot)).isEqualTo(1);
        store.forgetOver(Window.DAY.over(slot).plusSeconds(1));
        assertThat(store.spent(subject, slot)).isZero();
    }

    private long spent() {
        return store.spent(subject, Window.DAY.first(Window.DAY.slotAt(NOON)));
    }
}

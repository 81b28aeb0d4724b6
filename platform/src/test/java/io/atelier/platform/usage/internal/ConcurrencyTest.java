package io.atelier.platform.usage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.testing.PlatformTest;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class ConcurrencyTest {
    private static final Instant NOON = Instant.parse("2031-05-17T12:00:00Z");

    @Autowired
    private ConcurrencyStore store;

    private Concurrency node;
    private Concurrency other;

    @BeforeEach
    void twoNodes() {
        String subject = "test " + UUID.randomUUID();
        node = new Concurrency(store, subject, "one");
        other = new Concurrency(store, subject, "two");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 25})
    void asManyAreUnderWayAsMayBe(int limit) {
        for (int call = 1; call <= limit; call++) {
            assertThat(node.enter(limit, NOON)).as("call " + call).isTrue();
        }

        assertThat(node.enter(limit, NOON)).isFalse();
        node.leave();
        assertThat(node.enter(limit, NOON)).isTrue();
        assertThat(node.enter(limit, NOON)).isFalse();
    }

    @Test
    void twoNodesShareThem() {
        int under = 0;
        boolean first = true;
        boolean second = true;
        while (first || second) {
            first = node.enter(25, NOON);
            second = other.enter(25, NOON);
            under += (first ? 1 : 0) + (second ? 1 : 0);
        }

        assertThat(under).isEqualTo(25);
    }

    @Test
    void whatANodeDoesNotNeedIsForTheOthers() {
        node.enter(5, NOON);
        node.enter(5, NOON);
        node.leave();
        node.leave();
        other.enter(5, NOON);

        node.renew(NOON); // keeps what it needed since the last time
        node.renew(NOON); // needed nothing

        Instant later = NOON.plusSeconds(1);
        assertThat(IntStream.range(0, 5).filter(_ -> other.enter(5, later)).count())
                .isEqualTo(4);
    }

    @Test
    void whatADeadNodeHeldIsFreeWhenItIsNotRenewed() {
        for (int i = 0; i < 3; i++) {
            node.enter(3, NOON);
        }

        assertThat(other.enter(3, NOON.plus(ConcurrencyStore.LIFE).minusMillis(1)))
                .isFalse();
        assertThat(other.enter(3, NOON.plus(ConcurrencyStore.LIFE).plusMillis(200)))
                .isTrue();
    }

    @Test
    void whatALivingNodeRenewsStaysItsOwn() {
        for (int i = 0; i < 3; i++) {
            node.enter(3, NOON);
        }

        node.renew(NOON.plusSeconds(20));

        assertThat(other.enter(3, NOON.plusSeconds(40))).isFalse();
    }

    @Test
    void callsAtTheSameTimeAreNeverMore() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Integer> caller = () -> {
            int entered = 0;
            for (int i = 0; i < 200; i++) {
                Concurrency mine = i % 2 == 0 ? node : other;
                if (mine.enter(4, NOON.plusMillis(10L * i))) {
                    entered++;
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    Thread.yield();
                    underWay.decrementAndGet();
                    mine.leave();
                }
            }
            return entered;
        };
        int entered = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(
                    IntStream.range(0, 12).mapToObj(_ -> caller).toList())) {
                entered += one.get();
            }
        }

        assertThat(most).hasValueBetween(1, 4);
        assertThat(entered).isPositive();
    }
}

package io.atelier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.runtime.FairGate.Entry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class FairGateTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void keepsHalfOfThePoolForOthers() {
        FairGate gate = new FairGate(4, 2, 10);

        assertThat(gate.enter("a", SHORT)).isEqualTo(Entry.ADMITTED);
        assertThat(gate.enter("a", SHORT)).isEqualTo(Entry.ADMITTED);
        assertThat(gate.enter("a", SHORT)).isEqualTo(Entry.TIMED_OUT);
        assertThat(gate.enter("b", SHORT)).isEqualTo(Entry.ADMITTED);
        assertThat(List.of(gate.running(), gate.waiting())).isEqualTo(List.of(3, 0));
    }

    @Test
    void servesTenantsInTurn() throws Exception {
        FairGate gate = new FairGate(1, 1, 10);
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        gate.enter("first", SHORT);
        for (String tenant : List.of("a", "a", "a", "b")) {
            int before = gate.waiting();
            Thread.ofVirtual().start(() -> {
                if (gate.enter(tenant, LONG) == Entry.ADMITTED) {
                    order.add(tenant);
                }
            });
            while (gate.waiting() == before) {
                Thread.onSpinWait();
            }
        }

        gate.leave("first");
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String tenant = order.take();
            seen.append(tenant);
            gate.leave(tenant);
        }

        assertThat(seen.toString()).isEqualTo("abaa");
        assertThat(gate.running()).isZero();
    }

    @Test
    void refusesWhenTheQueueIsFullOrClosed() throws Exception {
        FairGate gate = new FairGate(1, 1, 1);
        gate.enter("a", SHORT);
        BlockingQueue<Entry> waiter = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> waiter.add(gate.enter("a", LONG)));
        while (gate.waiting() == 0) {
            Thread.onSpinWait();
        }

        assertThat(gate.enter("a", LONG)).isEqualTo(Entry.QUEUE_FULL);
        gate.close();
        assertThat(waiter.take()).isEqualTo(Entry.CLOSED);
        assertThat(gate.enter("b", LONG)).isEqualTo(Entry.CLOSED);
    }
}

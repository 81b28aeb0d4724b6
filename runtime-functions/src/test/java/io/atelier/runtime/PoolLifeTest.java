package io.atelier.runtime;

import static io.atelier.runtime.TestPools.LIMITS;
import static io.atelier.runtime.TestPools.NO_HOST;
import static io.atelier.runtime.TestPools.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Kills workers, closes pools and fills queues. */
class PoolLifeTest {
    private static final String ASK = "export default (a, crm) => crm.records.get('A', 1)";

    @Test
    void recoversFromAKilledWorkerAndLeavesNoProcessBehind() throws Exception {
        List<ProcessHandle> processes;
        try (WorkerPool pool = WorkerPool.start(TestPools.options().withSize(1))) {
            assertThat(pool.awaitStart(Duration.ofSeconds(60)).state()).isEqualTo(PoolStatus.State.READY);
            HostCalls killer = (_, _) -> {
                pool.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                return "1";
            };

            FunctionResult killed = pool.invoke(TestPools.call(ASK), killer);
            FunctionResult next = pool.invoke(TestPools.call(ASK), (_, _) -> "7");

            assertThat(killed).isInstanceOfSatisfying(FunctionResult.LimitExceeded.class, lost -> {
                assertThat(lost.limit()).isEqualTo(Limit.PROCESS);
                assertThat(lost.workerLost()).isTrue();
                assertThat(lost.usage().hostCalls()).isEqualTo(1);
            });
            assertThat(next).isInstanceOf(FunctionResult.Completed.class);
            assertThat(pool.status().lost()).isEqualTo(1);

            // A frozen worker cannot stop itself: the timer of the pool has to.
            HostCalls freezer = (_, _) -> {
                pool.pids().forEach(PoolLifeTest::freeze);
                return "1";
            };
            FunctionResult frozen = pool.invoke(TestPools.call("tenant", ASK, LIMITS), freezer);
            assertThat(frozen).isInstanceOfSatisfying(FunctionResult.LimitExceeded.class, lost -> {
                assertThat(lost.limit()).isEqualTo(Limit.WALL);
                assertThat(lost.workerLost()).isTrue();
            });
            assertThat(pool.invoke(TestPools.call(ASK), (_, _) -> "7")).isInstanceOf(FunctionResult.Completed.class);
            processes = pool.pids().stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
            assertThat(processes).isNotEmpty();
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void servesNestedCallsAndRefusesThemBeyondTheDepth() {
        try (WorkerPool pool = WorkerPool.start(TestPools.options().withSize(1).withNesting(2, 3))) {
            class Descent implements HostCalls {
                @Override
                public String call(String operation, String argumentsJson) {
                    return switch (pool.invoke(TestPools.call(ASK), this)) {
                        case FunctionResult.Completed done -> "[" + done.resultJson() + "]";
                        case FunctionResult.Unavailable refused -> "\"" + refused.reason() + "\"";
                        case FunctionResult other -> "\"" + other + "\"";
                    };
                }
            }

            FunctionResult result = pool.invoke(TestPools.call(ASK), new Descent());

            assertThat(result)
                    .isInstanceOfSatisfying(
                            FunctionResult.Completed.class,
                            done -> assertThat(done.resultJson())
                                    .isEqualTo("[[\"Functions call one another more than 3 deep\"]]"));
        }
    }

    @Test
    void boundsTheQueueAndEndsRunningCallsOnClose() throws Exception {
        WorkerPool pool = WorkerPool.start(TestPools.options().withSize(2).withFairness(1, 0, Duration.ofSeconds(20)));
        CountDownLatch inHost = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HostCalls waiting = (_, _) -> {
            inHost.countDown();
            await(goOn);
            return "1";
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<FunctionResult> busy =
                    threads.submit(() -> pool.invoke(TestPools.call("greedy", ASK, PATIENT), waiting));
            inHost.await();

            FunctionResult second = pool.invoke(TestPools.call("greedy", ASK, PATIENT), NO_HOST);
            FunctionResult other = pool.invoke(TestPools.call("modest", ASK, PATIENT), (_, _) -> "2");
            pool.close();
            goOn.countDown();

            assertThat(second).isEqualTo(new FunctionResult.Unavailable("Too many functions are waiting"));
            assertThat(other).isInstanceOf(FunctionResult.Completed.class);
            assertThat(busy.get())
                    .isInstanceOfSatisfying(
                            FunctionResult.LimitExceeded.class,
                            lost -> assertThat(lost.workerLost()).isTrue());
        } finally {
            pool.close();
        }
        assertThat(pool.invoke(TestPools.call(ASK), NO_HOST))
                .isEqualTo(new FunctionResult.Unavailable("The pool is closed"));
    }

    @Test
    void replacesAWorkerAfterItsShareOfCalls() {
        WorkerPoolOptions options = TestPools.options();
        try (WorkerPool pool = WorkerPool.start(options.withSize(1).withWorker(options.javaExecutable(), 128, 2))) {
            pool.awaitStart(Duration.ofSeconds(60));
            pool.invoke(TestPools.call("export default () => 1"), NO_HOST);
            List<Long> first = pool.pids();
            pool.invoke(TestPools.call("export default () => 1"), NO_HOST);
            FunctionResult third = pool.invoke(TestPools.call("export default () => 1"), NO_HOST);

            assertThat(third).isInstanceOf(FunctionResult.Completed.class);
            assertThat(pool.pids()).doesNotContainAnyElementsOf(first);
            assertThat(pool.status().lost()).isZero();
        }
    }

    @Test
    void reportsWhyWorkersCannotStart() {
        WorkerPoolOptions options =
                TestPools.options().withCommandPrefix(List.of()).withWorker(Path.of("no-such-java"), 128, 500);
        try (WorkerPool pool = WorkerPool.start(options)) {
            PoolStatus status = pool.awaitStart(Duration.ofSeconds(30));

            assertThat(status.state()).isEqualTo(PoolStatus.State.UNAVAILABLE);
            assertThat(status.reason()).startsWith("A worker cannot be started: ");
            assertThat(pool.invoke(TestPools.call(ASK), NO_HOST)).isInstanceOf(FunctionResult.Unavailable.class);
            assertThat(pool.check("a.mjs", "1").ok()).isFalse();
        }
    }

    private static void freeze(long pid) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.atelier.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets clients work at once, each as fast as its answers come. */
public final class Load {
    private Load() {}

    /** Runs the work with that many clients for that long; fails with the first failure of any. */
    public static Sample run(Work work, int clients, Duration time) throws Exception {
        CyclicBarrier ready = new CyclicBarrier(clients);
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            tasks.add(() -> one(work, client, time, ready));
        }
        long start = System.nanoTime();
        List<long[]> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<long[]>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(threads.submit(task)));
            for (Future<long[]> future : futures) {
                parts.add(future.get());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Sample(parts.stream().flatMapToLong(Arrays::stream).toArray(), seconds);
    }

    private static long[] one(Work work, int client, Duration time, CyclicBarrier ready) throws Exception {
        long[] nanos = new long[1_024];
        int count = 0;
        try (Work.Caller caller = work.caller(client)) {
            ready.await();
            long end = System.nanoTime() + time.toNanos();
            long before = System.nanoTime();
            while (before < end) {
                caller.call();
                long after = System.nanoTime();
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = after - before;
                before = after;
            }
        }
        return Arrays.copyOf(nanos, count);
    }
}

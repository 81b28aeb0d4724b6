package io.atelier.bench;

import io.atelier.bench.data.Leads;
import io.atelier.bench.data.Stock;
import io.atelier.bench.floor.FloorServer;
import io.atelier.bench.floor.FloorSql;
import io.atelier.bench.floor.JdkServer;
import io.atelier.bench.floor.TomcatServer;
import io.atelier.bench.load.Ceiling;
import io.atelier.bench.load.HttpConnection;
import io.atelier.bench.load.HttpWork;
import io.atelier.bench.load.Load;
import io.atelier.bench.load.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures the contract and prints a table. Ends with 1 if a goal was missed, with 2 if it was asked wrongly. */
public final class Bench {
    private static final Duration TRIAL = Duration.ofSeconds(3);
    private static final long MEGABYTE = 1024L * 1024;

    private final Options options;
    private final PrintStream out;

    Bench(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        List<Result> results = new Bench(options, System.out).run();
        System.exit(results.stream().allMatch(Result::isMet) ? 0 : 1);
    }

    List<Result> run() throws Exception {
        Path data = options.data().isPresent() ? options.data().get() : Files.createTempDirectory("atelier-bench");
        try (Product product = Product.start(data)) {
            out.printf("started in %.1f s, %s%n", product.startTime().toMillis() / 1e3, memory());
            stock(product);
            try (FloorSql floor = new FloorSql(
                            product.database(), product.organization().id(), product.leads(), product.people());
                    FloorServer server = faster(floor)) {
                return measured(new Contract(options, product, floor, server));
            }
        } finally {
            if (options.data().isEmpty()) {
                delete(data);
            }
        }
    }

    private void stock(Product product) throws Exception {
        Stock stock = product.stock();
        if (product.count(Leads.MODULE) == 0) {
            long start = System.nanoTime();
            stock.load(product.leads(), options.rows());
            out.printf("loaded %,d leads by COPY in %.1f s%n", options.rows(), (System.nanoTime() - start) / 1e9);
        } else {
            out.printf("%,d leads are there%n", product.count(Leads.MODULE));
        }
    }

    /** The floor is the faster of two thin servers, so that nobody can say that it was slowed down. */
    private FloorServer faster(FloorSql sql) throws Exception {
        byte[] request = HttpConnection.request("GET", "/read/" + Stock.id(1), "", "");
        FloorServer jdk = new JdkServer(sql);
        FloorServer tomcat = new TomcatServer(sql);
        Load.run(new HttpWork(jdk.port(), _ -> request), 8, TRIAL);
        Load.run(new HttpWork(tomcat.port(), _ -> request), 8, TRIAL);
        Sample first = Load.run(new HttpWork(jdk.port(), _ -> request), 8, TRIAL);
        Sample second = Load.run(new HttpWork(tomcat.port(), _ -> request), 8, TRIAL);
        boolean jdkIsFaster = first.callsPerSecond() > second.callsPerSecond();
        FloorServer faster = jdkIsFaster ? jdk : tomcat;
        (jdkIsFaster ? tomcat : jdk).close();
        out.printf(
                "floor: %s, as reads a second were %,.0f by the JDK's server and %,.0f by Tomcat%n",
                faster.name(), first.callsPerSecond(), second.callsPerSecond());
        Sample ceiling = Ceiling.measure(8, TRIAL);
        out.printf("the load generator itself can make %,.0f requests/s with 8 clients%n", ceiling.callsPerSecond());
        return faster;
    }

    private List<Result> measured(Contract contract) throws Exception {
        List<Result> results = new ArrayList<>();
        out.println(Report.head());
        for (Contract.Entry entry : contract.entries()) {
            if (options.wants(entry.key())) {
                Result result = entry.measure().run();
                results.add(result);
                out.println(Report.line(result));
            }
        }
        out.println(Report.summary(results) + "; " + memory());
        return results;
    }

    private static String memory() throws IOException {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return "peak heap " + peak / MEGABYTE + " MB, resident " + resident() + " MB";
    }

    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

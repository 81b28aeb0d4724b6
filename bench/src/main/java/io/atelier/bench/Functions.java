package io.atelier.bench;

import io.atelier.bench.Result.Figures;
import io.atelier.bench.load.DirectWork;
import io.atelier.bench.load.Load;
import io.atelier.bench.load.Sample;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.org.Actor;
import java.time.Duration;
import java.util.Optional;

/** What a call of a function costs whose worker is warm, with the row that the log of runs gets. */
final class Functions {
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private final FunctionService functions;
    private final FunctionRunner runner;
    private final Actor actor;

    Functions(Product product) {
        this.functions = product.bean(FunctionService.class);
        this.runner = product.bean(FunctionRunner.class);
        this.actor = product.administrator();
    }

    Result trivial(int seconds) throws Exception {
        return measure(
                "function",
                "warm function call",
                "bench_trivial",
                "export default a => a.n + 1;",
                "{\"n\":1}",
                5,
                seconds);
    }

    Result hostCall(int seconds, long lead) throws Exception {
        return measure(
                "hostcall",
                "warm function call that reads a record",
                "bench_host_call",
                "export default (a, crm) => crm.records.get('Leads', a.id).Company;",
                "{\"id\":\"" + lead + "\"}",
                8,
                seconds);
    }

    private Result measure(
            String key, String title, String name, String source, String arguments, double millis, int seconds)
            throws Exception {
        if (functions.list(actor).stream()
                .noneMatch(function -> function.apiName().equals(name))) {
            FunctionDef made = functions.create(actor, name, name, source);
            functions.publish(actor, made.id(), made.revision());
        }
        DirectWork work = new DirectWork(_ -> {
            RunOutcome outcome = runner.run(actor, name, arguments, Trigger.of(Trigger.Kind.API));
            if (outcome.state() != RunOutcome.State.COMPLETED) {
                throw new IllegalStateException("the function failed: " + outcome.error());
            }
        });
        Load.run(work, 1, WARM_UP);
        Sample sample = Load.run(work, 1, Duration.ofSeconds(seconds));
        return new Result(
                key,
                title,
                new Goal.Millis(millis),
                "service",
                Figures.of(sample, 1),
                "",
                Optional.empty(),
                Optional.empty());
    }
}

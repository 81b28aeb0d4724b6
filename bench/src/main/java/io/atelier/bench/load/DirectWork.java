package io.atelier.bench.load;

import java.util.random.RandomGenerator;

/** Calls Java, without a wire. */
public record DirectWork(Step step) implements Work {
    /** Does the thing once. */
    public interface Step {
        void run(RandomGenerator random) throws Exception;
    }

    @Override
    public Caller caller(int client) {
        RandomGenerator random = Seeds.of(client);
        return () -> step.run(random);
    }
}

package io.atelier.bench;

import io.atelier.bench.Result.Figures;
import io.atelier.bench.load.Load;
import io.atelier.bench.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures the sides of a row in turns, so that a disturbance of the machine meets all of them. */
final class Measurement {
    private static final int TURNS = 4;

    private static final int MOST_WARM_UPS = 40;
    private static final int CALM = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final double STILL_RISING = 1.05;

    private final Duration time;

    Measurement(int seconds) {
        this.time = Duration.ofSeconds(seconds);
    }

    /** Lets a side work until it has become no faster for some seconds: servers are compiled while they run. */
    private void warmUp(Row.Side side, int clients) throws Exception {
        double best = 0;
        int calm = 0;
        for (int i = 0; i < MOST_WARM_UPS && calm < CALM; i++) {
            double rate = Load.run(side.work(), clients, WARM_UP).callsPerSecond();
            calm = rate > best * STILL_RISING ? 0 : calm + 1;
            best = Math.max(best, rate);
        }
    }

    Result of(Row row) throws Exception {
        List<Row.Side> sides = new ArrayList<>(List.of(row.subject(), row.reference()));
        row.direct().ifPresent(sides::add);
        List<List<Sample>> samples = new ArrayList<>();
        for (Row.Side side : sides) {
            warmUp(side, row.clients());
            samples.add(new ArrayList<>());
        }
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < sides.size(); i++) {
                samples.get(i).add(Load.run(sides.get(i).work(), row.clients(), time.dividedBy(TURNS)));
            }
        }
        List<Figures> figures = samples.stream()
                .map(turns -> Figures.of(Sample.joined(turns), row.units()))
                .toList();
        return new Result(
                row.key(),
                row.title(),
                row.goal(),
                row.subject().name(),
                figures.get(0),
                row.reference().name(),
                Optional.of(figures.get(1)),
                row.direct().map(_ -> figures.get(2)));
    }
}

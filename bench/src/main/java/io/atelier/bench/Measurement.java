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

    private final Duration time;
    private final Duration warmUp;

    Measurement(int seconds) {
        this.time = Duration.ofSeconds(seconds);
        this.warmUp = time.dividedBy(2);
    }

    Result of(Row row) throws Exception {
        List<Row.Side> sides = new ArrayList<>(List.of(row.subject(), row.reference()));
        row.direct().ifPresent(sides::add);
        List<List<Sample>> samples = new ArrayList<>();
        for (Row.Side side : sides) {
            Load.run(side.work(), row.clients(), warmUp);
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

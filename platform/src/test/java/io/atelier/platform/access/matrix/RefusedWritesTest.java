package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Holds every way to write against the model in {@link Rights}; what is refused must change no row of any table. */
@PlatformTest
class RefusedWritesTest {
    private static final int FEWEST_CHECKS = 3_500;

    @Autowired
    private WorldMaker worlds;

    @Autowired
    private List<Attempts> attempts;

    @Autowired
    private StoredRows stored;

    @Autowired
    private RecordService records;

    @Autowired
    private TransactionOperations transactions;

    private final List<String> faults = new ArrayList<>();
    private int refusals;
    private Map<String, String> before = Map.of();

    @Test
    void whatIsRefusedChangesNothing() {
        World world = worlds.make();
        int checks = 0;
        for (Attempts kind : attempts) {
            kind.prepare(world);
            before = stored.marks(world.admin().org());
            for (WriteAttempt attempt : kind.in(world)) {
                for (Person person : world.people()) {
                    for (Place place : Place.ALL) {
                        checks++;
                        if (kind.areLocal()) {
                            transactions.executeWithoutResult(status -> {
                                attempt(world, attempt, person, place);
                                status.setRollbackOnly();
                            });
                        } else if (attempt(world, attempt, person, place)) {
                            mend(world, place);
                            before = stored.marks(world.admin().org());
                        }
                    }
                }
            }
        }
        System.out.println("refused writes: " + checks + " attempts, " + refusals + " refused");
        assertThat(faults).isEmpty();
        assertThat(checks).isGreaterThan(FEWEST_CHECKS);
    }

    private boolean attempt(World world, WriteAttempt attempt, Person person, Place place) {
        boolean mayBeRefused = !attempt.exact() || !attempt.right().has(person, place);
        boolean done = isDone(attempt, person, place);
        String where = attempt + " by " + person + " in " + place.module();
        if (!attempt.admits(person, place, done)) {
            faults.add(where + (done ? " was done" : " was refused"));
        }
        if (!done && mayBeRefused) {
            refusals++;
            Map<String, String> after = new HashMap<>(stored.marks(world.admin().org()));
            after.entrySet().removeAll(before.entrySet());
            if (!after.isEmpty()) {
                faults.add(where + " was refused and changed " + after.keySet());
            }
        }
        return done;
    }

    private static boolean isDone(WriteAttempt attempt, Person person, Place place) {
        try {
            return attempt.act().isDone(person, place);
        } catch (PlatformException _) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(attempt + " by " + person + " in " + place.module(), e);
        }
    }

    /** Puts the watched record back as it was. */
    private void mend(World world, Place place) {
        for (long id : List.of(world.id(place), world.twins().get(place.module()))) {
            if (records.find(world.admin(), place.module(), id).isEmpty()) {
                records.write(world.admin(), WriteRequest.of(place.module(), new RecordChange.Restore(id)));
            }
        }
        Map<String, Object> values = place.values();
        values.put("Owner", Long.toString(world.victim().user().value()));
        records.write(world.admin(), WriteRequest.of(place.module(), RecordChange.update(world.id(place), values)))
                .single();
    }
}

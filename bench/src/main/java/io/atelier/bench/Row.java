package io.atelier.bench;

import io.atelier.bench.load.Work;
import java.util.Optional;

/**
 * One row of the contract.
 *
 * @param key names it in {@code --only}
 * @param units that one call counts as
 * @param subject what has the goal
 * @param reference what it is compared with, in turns
 * @param direct the subject without the wire, for information
 */
record Row(
        String key,
        String title,
        int clients,
        int units,
        Goal goal,
        Side subject,
        Side reference,
        Optional<Side> direct) {

    /** One of those that are compared. */
    record Side(String name, Work work) {}
}

package io.atelier.platform.record;

import io.atelier.platform.metadata.IndexDef;
import java.time.Duration;

/**
 * An index that would serve real queries.
 *
 * @param description what it is over, in SQL's words
 * @param queriesADay how many queries it would have served, on a day on which there were any
 * @param mean their mean time
 * @param worst the longest time of one
 * @param rows about how many rows the module has
 */
public record IndexProposal(
        String module,
        IndexDef index,
        String description,
        long queriesADay,
        Duration mean,
        Duration worst,
        long rows) {}

package io.atelier.platform.record.spi;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Map;

/** Learns of records that were deleted for good, inside the transaction: drops what a feature keeps of them. */
public interface AfterPurge {
    /**
     * @param mergedInto the records that some of them were merged into, by their id: what they brought stays there
     */
    void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto);
}

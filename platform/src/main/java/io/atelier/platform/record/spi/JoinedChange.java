package io.atelier.platform.record.spi;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import java.util.List;

/**
 * What an automation sets in records that are being saved.
 *
 * @param actor whose rights decide; stands in the history, as an operation of its own that the save set off
 * @param module of the records
 * @param changes of records that are being saved, each once
 */
public record JoinedChange(Actor actor, ModuleDef module, List<RecordChange.Update> changes) {
    public JoinedChange {
        changes = List.copyOf(changes);
    }
}

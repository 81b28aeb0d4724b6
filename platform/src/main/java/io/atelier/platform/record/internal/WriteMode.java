package io.atelier.platform.record.internal;

import java.util.Map;

/**
 * By whose rights the pipeline writes, and whether automations may act on it. Whoever uses another mode than {@link #ORDINARY} has asked for the actor's rights
 * before, field by field.
 *
 * @param quiet rules stay at rest: the write keeps links in order, or takes something back
 * @param notes stand in the history of each row that is written
 */
record WriteMode(Rights rights, boolean quiet, Map<String, ?> notes) {
    static final WriteMode ORDINARY = new WriteMode(Rights.OF_THE_ACTOR, false, Map.of());
    static final WriteMode PLATFORM = new WriteMode(Rights.OF_THE_PLATFORM, false, Map.of());
    static final WriteMode UNDO = new WriteMode(Rights.OF_THE_PLATFORM, true, Map.of());
    static final WriteMode MAINTENANCE = new WriteMode(Rights.MAINTENANCE, true, Map.of());

    enum Rights {
        OF_THE_ACTOR,
        /** All records and fields, in the actor's name; features have their say as always. */
        OF_THE_PLATFORM,
        /** Keeps links in order: also in recycled records, without asking features. */
        MAINTENANCE
    }

    WriteMode withNotes(Map<String, ?> newNotes) {
        return new WriteMode(rights, quiet, newNotes);
    }

    boolean isPlatform() {
        return rights != Rights.OF_THE_ACTOR;
    }

    boolean isMaintenance() {
        return rights == Rights.MAINTENANCE;
    }
}

package io.atelier.platform.notification.internal;

import java.util.List;
import java.util.SequencedMap;

/**
 * What is to be told.
 *
 * @param changes changed fields by record id, as they were written
 */
record QueuedDelivery(
        long id,
        long watchId,
        String module,
        String operation,
        SequencedMap<Long, List<String>> changes,
        int attempts) {}

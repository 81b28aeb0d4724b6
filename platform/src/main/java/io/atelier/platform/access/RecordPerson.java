package io.atelier.platform.access;

import io.atelier.platform.org.UserId;
import java.util.List;

/**
 * Somebody who sees a record.
 *
 * @param mayEdit the profile and sharing both say so
 * @param mayDelete the profile and sharing both say so
 * @param reasons what opens the record to them, at least to be seen
 */
public record RecordPerson(UserId user, boolean mayEdit, boolean mayDelete, List<SharingReason> reasons) {
    public RecordPerson {
        reasons = List.copyOf(reasons);
    }
}

package io.atelier.platform.record;

import io.atelier.platform.common.PlatformException;
import java.util.List;

/** What became of one record that was to be marked. */
public sealed interface Tagged {
    long record();

    /** @param tags all that the record has now, by name */
    record Done(long record, List<Tag> tags) implements Tagged {
        public Done {
            tags = List.copyOf(tags);
        }
    }

    /** The record is as it was. */
    record Refused(long record, PlatformException reason) implements Tagged {}
}

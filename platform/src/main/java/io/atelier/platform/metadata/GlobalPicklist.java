package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.List;

/** A set of values that several picklists share. A change of it is a change of all of them. */
public record GlobalPicklist(long id, String apiName, Label label, List<PicklistValue> values) {
    public static final int MAX_VALUES = 5_000;

    public GlobalPicklist {
        values = List.copyOf(values);
    }
}

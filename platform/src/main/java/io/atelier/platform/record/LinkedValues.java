package io.atelier.platform.record;

import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.internal.LinkedRows;
import io.atelier.platform.record.spi.SaveRow;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;

/** Gives what criteria ask of rows in memory, with what lies behind the rows' lookups. */
@Service
public class LinkedValues {
    private final LinkedRows linked;

    LinkedValues(LinkedRows linked) {
        this.linked = linked;
    }

    /** Finds the value at the end of a path; empty where a lookup on the way is, or leads to a record that is not in use. */
    @FunctionalInterface
    public interface Of {
        FieldValue value(SaveRow row, FieldPath path);
    }

    /**
     * Reads what the paths lead to from what the rows hold after the write: one statement for each lookup of the rows that a
     * path begins with, however many rows there are, and none where all fields are the rows' own. Works for the platform:
     * the values do not depend on who looks.
     *
     * @param rows of one module
     */
    public Of read(OrgModel model, List<SaveRow> rows, Collection<FieldPath> paths) {
        return linked.read(model, rows, paths);
    }
}

package io.atelier.platform.record.spi;

import io.atelier.platform.org.Actor;
import java.util.List;

/**
 * Looks at rows, typed and with defaults, before they are written: may reject them or set fields. Runs inside the
 * transaction; must do no I/O but on the database.
 */
public interface BeforeSave {
    void beforeSave(Actor actor, List<SaveRow> rows);
}

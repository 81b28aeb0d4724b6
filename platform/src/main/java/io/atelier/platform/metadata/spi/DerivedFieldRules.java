package io.atelier.platform.metadata.spi;

import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.List;

/** Reads formulas, rollup summaries and filters of lookups, whose language the model itself does not speak. */
public interface DerivedFieldRules {
    /**
     * Says whether a formula's values change while no record does, so that they are figured when they are read instead of
     * being stored. One that cannot be read is not; {@link #problems} tells.
     */
    boolean isLive(OrgModel model, ModuleDef module, FieldDef formula);

    /** Returns what is wrong with them in the model: texts that cannot be read, wrong types, circles. */
    List<Violation> problems(OrgModel model);
}

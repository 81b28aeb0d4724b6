package io.atelier.platform.metadata.spi;

import io.atelier.platform.metadata.OrgModel;

/** Does what must follow a change of the model, in its transaction: no records are written meanwhile. */
public interface ModelListener {
    void changed(OrgModel before, OrgModel after);
}

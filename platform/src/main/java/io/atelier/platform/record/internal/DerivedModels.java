package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.OrgId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** Reads the figured fields of a model once a version. */
@Component
public class DerivedModels {
    private final ConcurrentMap<OrgId, Known> known = new ConcurrentHashMap<>();

    private record Known(OrgModel model, DerivedFields fields) {}

    public DerivedFields of(OrgModel model) {
        Known found = known.get(model.org());
        if (found == null || found.model() != model) {
            found = new Known(model, DerivedFields.of(model));
            known.put(model.org(), found);
        }
        return found.fields();
    }
}

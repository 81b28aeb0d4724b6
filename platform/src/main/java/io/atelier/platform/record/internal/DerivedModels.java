package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.OrgCache;
import org.springframework.stereotype.Component;

/** Reads the figured fields of a model once a version. */
@Component
public class DerivedModels {
    private final OrgCache<Known> known = new OrgCache<>();

    private record Known(OrgModel model, DerivedFields fields) {}

    public DerivedFields of(OrgModel model) {
        Known found = known.get(model.org(), _ -> new Known(model, DerivedFields.of(model)));
        if (found.model() != model) {
            known.forget(model.org());
            found = known.get(model.org(), _ -> new Known(model, DerivedFields.of(model)));
        }
        return found.fields();
    }
}

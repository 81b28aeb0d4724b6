package io.atelier.platform.api.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Knows the views that requests name by {@code cvid}: each module has one, of all its records, with the module's id. */
@Component
final class ListViews {
    private final MetadataService metadata;
    private final AccessService access;

    ListViews(MetadataService metadata, AccessService access) {
        this.metadata = metadata;
        this.access = access;
    }

    /** Refuses a view that is not the module's. */
    void require(Actor actor, String moduleName, long view) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        access.of(actor).require(module, Verb.READ);
        if (module.id() != view) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "cvid"));
        }
    }
}

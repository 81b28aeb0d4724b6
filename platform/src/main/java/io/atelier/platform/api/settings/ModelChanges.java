package io.atelier.platform.api.settings;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import java.util.List;
import org.springframework.stereotype.Component;

/** Plans a change of the model and applies it at once: a program has looked at no plan before. */
@Component
final class ModelChanges {
    private final SetupService setup;
    private final AccessService access;

    ModelChanges(SetupService setup, AccessService access) {
        this.setup = setup;
        this.access = access;
    }

    /** To be asked before anything is told of what is out of use. */
    void requireRight(Actor actor) {
        access.of(actor).require(Permission.CUSTOMIZE);
    }

    OrgModel apply(Actor actor, SchemaChange... changes) {
        return setup.apply(actor, setup.plan(actor, List.of(changes)));
    }
}

package io.atelier.platform.expression;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.UserId;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Tells when and where an actor's expressions are evaluated: now, in the zone of the organization. */
@Component
public class EvaluationContexts {
    private final OrgService orgs;
    private final InstantSource clock;

    EvaluationContexts(OrgService orgs, InstantSource clock) {
        this.orgs = orgs;
        this.clock = clock;
    }

    public EvaluationContext of(Actor actor) {
        return of(actor.org(), actor.user());
    }

    /** As {@link #of(Actor)}. */
    public EvaluationContext of(OrgId org, UserId user) {
        return new EvaluationContext(clock.instant(), orgs.get(org).zone(), user);
    }
}

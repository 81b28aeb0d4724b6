package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Changes records part by part, from wherever the last committed part ended. */
@Component
public class MassUpdateJob implements JobHandler<MassUpdateJob.Data> {
    public static final String NAME = "mass_update";
    private static final Logger log = LoggerFactory.getLogger(MassUpdateJob.class);

    private final MassUpdateParts parts;

    MassUpdateJob(MassUpdateParts parts) {
        this.parts = parts;
    }

    /** Which change, and as whom. */
    public record Data(long org, long id, long user, Channel channel, String via, int depth) {
        public static Data of(Actor actor, long id) {
            return new Data(actor.org().value(), id, actor.user().value(), actor.channel(), actor.via(), actor.depth());
        }

        Actor actor() {
            return new Actor(new OrgId(org), new UserId(user), channel, via, depth);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) {
        Actor actor = data.actor();
        try {
            boolean more = true;
            while (more) {
                more = parts.next(actor, data.id());
            }
        } catch (PlatformException e) {
            if (e.code() == ErrorCode.INTERNAL_ERROR || e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            log.warn("Mass update {} ends early: {}", data.id(), e.code());
            parts.fail(actor, data.id());
        }
    }
}

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

/** Goes on with a long undo, from wherever the last committed batch ended. */
@Component
class UndoJob implements JobHandler<UndoJob.Data> {
    static final String NAME = "undo";
    private static final Logger log = LoggerFactory.getLogger(UndoJob.class);

    private final Undos undos;

    UndoJob(Undos undos) {
        this.undos = undos;
    }

    /** Which undo, and as whom. */
    record Data(long org, long undoId, long user, Channel channel, String via, int depth) {
        static Data of(Actor actor, long undoId) {
            return new Data(
                    actor.org().value(), undoId, actor.user().value(), actor.channel(), actor.via(), actor.depth());
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
        try {
            boolean more = true;
            while (more) {
                more = undos.next(data.actor(), data.undoId());
            }
        } catch (PlatformException e) {
            if (e.code() == ErrorCode.INTERNAL_ERROR || e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            log.warn("Undo {} ends early: {}", data.undoId(), e.code());
            undos.fail(new OrgId(data.org()), data.undoId(), e.getMessage());
        }
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Deletes for good all that was in the recycle bin when an administrator said so. */
@Component
class EmptyBinJob implements JobHandler<EmptyBinJob.Data> {
    static final String NAME = "empty-bin";
    /** Times are kept in microseconds: what was deleted in the same one goes too. */
    private static final Duration TICK = Duration.ofNanos(1_000);

    private final Purge purge;
    private final AccessService access;

    EmptyBinJob(Purge purge, AccessService access) {
        this.purge = purge;
        this.access = access;
    }

    /** Whose bin, by whom, up to when. */
    record Data(long org, long user, Channel channel, String via, Instant until) {}

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
        Actor actor =
                Actor.person(new OrgId(data.org()), new UserId(data.user())).through(data.channel(), data.via());
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        Instant before = data.until().plus(TICK);
        purge.all(actor, before);
    }
}

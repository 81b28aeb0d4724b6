package io.atelier.platform.record.internal;

import io.atelier.platform.job.JobHandler;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.AdviserIndex.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Builds or drops an index, as its state says. One that nobody knows is dropped. */
@Component
public class IndexJob implements JobHandler<IndexJob.Data> {
    public static final String NAME = "adviser_index";

    /** After so many failed builds an index is given up. */
    public static final int MAX_BUILDS = 3;

    private static final Logger log = LoggerFactory.getLogger(IndexJob.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AdviserIndexStore store;
    private final MetadataService metadata;
    private final IndexService indexes;
    private final JobService jobs;
    private final InstantSource clock;

    IndexJob(
            AdviserIndexStore store,
            MetadataService metadata,
            IndexService indexes,
            JobService jobs,
            InstantSource clock) {
        this.store = store;
        this.metadata = metadata;
        this.indexes = indexes;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Which index. */
    public record Data(long org, long number) {}

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
        OrgId org = new OrgId(data.org());
        Optional<AdviserIndexStore.Stored> stored = store.find(org, data.number());
        boolean done = stored.isEmpty() ? indexes.drop(org, data.number()) : isDone(org, stored.get());
        if (!done) {
            // Another build is under way, for minutes perhaps: that is no failure.
            jobs.enqueueAt(NAME, data, clock.instant().plus(PAUSE));
        }
    }

    private boolean isDone(OrgId org, AdviserIndexStore.Stored stored) {
        return switch (stored.state()) {
            case BUILDING -> isBuilt(org, stored);
            case DROPPING -> {
                boolean dropped = indexes.drop(org, stored.number());
                if (dropped) {
                    store.advance(org, stored.number(), State.DROPPING, State.DROPPED);
                }
                yield dropped;
            }
            case FORGOTTEN -> {
                boolean dropped = indexes.drop(org, stored.number());
                if (dropped) {
                    store.delete(org, stored.number());
                }
                yield dropped;
            }
            case READY, FAILED, DROPPED -> true;
        };
    }

    private boolean isBuilt(OrgId org, AdviserIndexStore.Stored stored) {
        Optional<ModuleDef> module = metadata.model(org).modules().stream()
                .filter(candidate -> candidate.id() == stored.moduleId())
                .findFirst();
        if (module.isEmpty() || stored.index().fields(module.get()).isEmpty()) {
            store.giveUp(org, stored.number(), "Its fields cannot be indexed so any more.");
            return true;
        }
        try {
            boolean built = indexes.build(org, stored.number(), module.get(), stored.index());
            if (built) {
                store.advance(org, stored.number(), State.BUILDING, State.READY);
            }
            return built;
        } catch (DataAccessException e) {
            if (store.failed(org, stored.number()) < MAX_BUILDS) {
                throw e;
            }
            log.error("Index {} of {} failed {} times and is given up", stored.number(), org.schema(), MAX_BUILDS, e);
            store.giveUp(org, stored.number(), "The database could not build it; the server's log says why.");
            return true;
        }
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.job.JobHandler;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.IndexService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.org.OrgId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives the modules of an organization that an older release made what those of this release are made with: the column that
 * search looks into, and the standard indexes. Each module and each index stands by itself, so that a run which is cut off
 * goes on where it was. People wait only while a table gets its column.
 */
@Component
public class SearchUpgrade implements JobHandler<SearchUpgrade.Data> {
    /** Names the job, and the upgrade among those that were done. */
    public static final String NAME = "search_upgrade";

    private static final Logger log = LoggerFactory.getLogger(SearchUpgrade.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final UpgradeStore upgrades;
    private final MetadataService metadata;
    private final IndexService indexes;
    private final JobService jobs;
    private final InstantSource clock;

    SearchUpgrade(
            UpgradeStore upgrades,
            MetadataService metadata,
            IndexService indexes,
            JobService jobs,
            InstantSource clock) {
        this.upgrades = upgrades;
        this.metadata = metadata;
        this.indexes = indexes;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Which organization. */
    public record Data(long org) {}

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
        if (upgrades.isDone(org, NAME)) {
            return;
        }
        metadata.model(org).modules().stream()
                .filter(SearchUpgrade::lacksColumn)
                .map(ModuleDef::apiName)
                .forEach(module -> addColumn(org, module));
        if (!indexes.complete(metadata.model(org))) {
            // Another build is under way, for minutes perhaps: that is no failure.
            jobs.enqueueAt(NAME, data, clock.instant().plus(PAUSE));
            return;
        }
        upgrades.noteDone(org, NAME);
    }

    private static boolean lacksColumn(ModuleDef module) {
        return module.head().isOrdinary()
                && !SearchColumn.exists(module)
                && !SearchColumn.usual(module).isEmpty();
    }

    private void addColumn(OrgId org, String module) {
        metadata.apply(metadata.plan(org, List.of(new SchemaChange.AddSearch(module))));
        log.info("{} of {} has its column for search now; its index follows", module, org.schema());
    }
}

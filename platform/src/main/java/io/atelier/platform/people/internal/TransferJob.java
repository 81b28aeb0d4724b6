package io.atelier.platform.people.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.people.UserTransfer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Walks through all modules, gives away what the user owns, and deletes the user when nothing is left. */
@Component
public class TransferJob implements JobHandler<TransferJob.Data> {
    public static final String NAME = "people-transfer";

    private static final Logger log = LoggerFactory.getLogger(TransferJob.class);

    private final TransferStore store;
    private final TransferBatches batches;
    private final MetadataService metadata;

    /** Which transfer. */
    public record Data(long org, long transfer) {}

    TransferJob(TransferStore store, TransferBatches batches, MetadataService metadata) {
        this.store = store;
        this.batches = batches;
        this.metadata = metadata;
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
        OrgId org = new OrgId(data.org());
        Optional<UserTransfer> found = store.find(org, data.transfer());
        if (found.isEmpty() || found.get().state() != UserTransfer.State.RUNNING) {
            return;
        }
        try {
            long rejected = 0;
            for (ModuleDef module : metadata.model(org).modules()) {
                rejected += moveAll(org, data.transfer(), module.apiName());
            }
            if (rejected == 0) {
                batches.finish(org, data.transfer());
            } else {
                batches.fail(org, data.transfer(), rejected + " records could not change hands; a rule refuses it.");
            }
        } catch (PlatformException e) {
            log.warn("Transfer {} of {} ends early: {}", data.transfer(), org.schema(), e.code());
            batches.fail(org, data.transfer(), e.getMessage());
        }
    }

    private long moveAll(OrgId org, long transfer, String module) {
        long rejected = 0;
        Optional<String> cursor = Optional.empty();
        do {
            TransferBatches.Batch batch = batches.move(org, transfer, module, cursor);
            rejected += batch.rejected();
            cursor = batch.next();
        } while (cursor.isPresent());
        return rejected;
    }
}

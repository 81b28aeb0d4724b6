package io.atelier.platform.transfer.internal;

import io.atelier.platform.job.JobService;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.transfer.BulkCaller;
import org.springframework.stereotype.Component;

/** Has programs told, with the caller's transaction, that a bulk job is done. */
@Component
class BulkCallbacks {
    private final JobService jobs;

    BulkCallbacks(JobService jobs) {
        this.jobs = jobs;
    }

    /** Which kind of job. */
    enum Operation {
        READ,
        WRITE
    }

    void tell(OrgId org, Operation operation, long id, BulkCaller caller) {
        if (caller.callbackUrl().isPresent()) {
            jobs.enqueue(BulkCallbackJob.NAME, new BulkCallbackJob.Data(org.value(), operation, id, 1));
        }
    }
}

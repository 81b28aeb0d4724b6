package io.atelier.platform.usage;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.usage.internal.Allowances;
import io.atelier.platform.usage.internal.UsageCounter;
import java.time.InstantSource;
import org.springframework.stereotype.Service;

/** Lets calls begin, if their client and organization may use more, and counts them. Asks the database once for many calls. */
@Service
public class ApiMeter {
    private final Allowances allowances;
    private final UsageCounter counter;
    private final InstantSource clock;

    ApiMeter(Allowances allowances, UsageCounter counter, InstantSource clock) {
        this.allowances = allowances;
        this.counter = counter;
        this.clock = clock;
    }

    /** Begins a call, which costs {@link CallCosts#ORDINARY}; {@link MeteredCall#end} must follow whatever comes of it. */
    public MeteredCall begin(ApiCaller caller) {
        return new MeteredCall(caller, allowances, counter, clock);
    }

    /**
     * Counts a call that was refused before it could use anything.
     *
     * @param code what it was refused with
     */
    public void refused(ApiCaller caller, ErrorCode code) {
        counter.count(caller, MeteredCall.NOWHERE, code.httpStatus(), 0, 0);
    }
}

package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.MassUpdateJob;
import io.atelier.platform.record.internal.MassUpdateStore;
import io.atelier.platform.record.internal.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives more records the same values than one request waits for: a job does it, part by part, as the person and with what
 * the person may at that time. All of it is one operation, which can be undone.
 */
@Service
public class MassUpdateService {
    /** Most records that can be named. */
    public static final int MAX_RECORDS = 50_000;

    /** To which number records are counted before. */
    public static final int COUNT_CAP = 1_000_000;

    private final MassUpdateStore store;
    private final RecordService records;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final JobService jobs;
    private final Transactions transactions;

    MassUpdateService(
            MassUpdateStore store,
            RecordService records,
            MetadataService metadata,
            AccessService accessService,
            JobService jobs,
            Transactions transactions) {
        this.store = store;
        this.records = records;
        this.metadata = metadata;
        this.accessService = accessService;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /**
     * Starts to change records. Needs {@link Permission#MASS_UPDATE}.
     *
     * @param ids 1 to {@link #MAX_RECORDS}
     * @param values in API form, by API name. What is stored sealed is refused with {@link ErrorCode#NOT_SUPPORTED}, as the
     *     job would have to keep it open
     */
    public MassUpdate start(
            Actor actor, String module, List<Long> ids, Map<String, ? extends @Nullable Object> values) {
        requireRight(actor, module, values);
        List<Long> distinct = ids.stream().distinct().toList();
        if (distinct.isEmpty() || distinct.size() > MAX_RECORDS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 50,000 records are changed at once.",
                    Map.of("api_name", "ids", "limit", MAX_RECORDS));
        }
        return begin(actor, module, Optional.of(distinct), distinct.size(), values);
    }

    /** Starts to change every record of the module that the actor sees. Needs {@link Permission#MASS_UPDATE}. */
    public MassUpdate startAll(Actor actor, String module, Map<String, ? extends @Nullable Object> values) {
        requireRight(actor, module, values);
        long total =
                records.count(actor, module, Criteria.everything(), COUNT_CAP).count();
        return begin(actor, module, Optional.empty(), total, values);
    }

    /** Returns what became so far of a change that the actor started, or fails with {@link ErrorCode#NOT_FOUND}. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public MassUpdate get(Actor actor, String module, long id) {
        accessService.of(actor).require(metadata.model(actor.org()).module(module), Verb.READ);
        return store.find(actor, id)
                .filter(found -> found.module().equals(module))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such job of yours.", Map.of("param_name", "job_id")));
    }

    private MassUpdate begin(
            Actor actor,
            String module,
            Optional<List<Long>> ids,
            long total,
            Map<String, ? extends @Nullable Object> values) {
        return transactions.run(() -> {
            MassUpdate begun = store.insert(actor, module, ids, total, values);
            jobs.enqueue(MassUpdateJob.NAME, MassUpdateJob.Data.of(actor, begun.id()));
            return begun;
        });
    }

    private void requireRight(Actor actor, String name, Map<String, ? extends @Nullable Object> values) {
        Access access = accessService.of(actor);
        access.require(Permission.MASS_UPDATE);
        ModuleDef module = metadata.model(actor.org()).module(name);
        access.require(module, Verb.UPDATE);
        if (values.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND, "Name at least one field.", Map.of("api_name", "data"));
        }
        for (String field : values.keySet()) {
            FieldDef found = access.findField(module, field).orElseThrow(() -> unknown(field));
            if (!access.mayWrite(module, found)) {
                throw new PlatformException(
                        ErrorCode.NO_PERMISSION, "You may not change this field.", Map.of("api_name", field));
            }
            if (found.encrypted()) {
                throw new PlatformException(
                        ErrorCode.NOT_SUPPORTED,
                        "A field that is stored encrypted is changed for at most 500 named records at once.",
                        Map.of("api_name", field));
            }
        }
    }

    private static PlatformException unknown(String field) {
        return new PlatformException(
                ErrorCode.INVALID_FIELD, "The module has no such field.", Map.of("api_name", field));
    }
}

package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.noCondition;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** Keeps the lookups of all modules in order when the records that they point to are merged or deleted for good. */
@Component
class Links {
    private final DSLContext sql;
    private final WritePipeline pipeline;

    Links(DSLContext sql, WritePipeline pipeline) {
        this.sql = sql;
        this.pipeline = pipeline;
    }

    /**
     * Points every lookup to {@code from}, also of recycled records and of such as the actor cannot see, to another record
     * or to nothing. The records pointed to must be locked against new links.
     *
     * @param except records of the same module whose lookups are left alone
     * @param access whose sight counts
     * @return how many links were moved of those that the actor may see
     */
    long move(
            Actor actor,
            OrgModel model,
            ModuleDef target,
            Collection<Long> from,
            OptionalLong to,
            Set<Long> except,
            OperationKind kind,
            long operationId,
            Access access) {
        long seen = 0;
        for (Link link : to(model, target)) {
            boolean visible = access.may(link.module(), Verb.READ)
                    && access.findField(link.module(), link.field().apiName()).isPresent();
            List<Long> ids = lockPointing(model, link, from, except, target);
            while (!ids.isEmpty()) {
                if (visible) {
                    seen += new RecordReader(sql, model, access)
                            .inScope(link.module(), ids)
                            .size();
                }
                write(actor, link, ids, to, kind, operationId);
                ids = lockPointing(model, link, from, except, target);
            }
        }
        return seen;
    }

    /** Counts the links to these records by module, of records in use that the actor may see. */
    Map<String, Long> count(OrgModel model, ModuleDef target, Collection<Long> pointedTo, Access access) {
        Map<String, Long> counts = new LinkedHashMap<>();
        RecordReader reader = new RecordReader(sql, model, access);
        for (Link link : to(model, target)) {
            boolean visible = access.may(link.module(), Verb.READ)
                    && access.findField(link.module(), link.field().apiName()).isPresent();
            if (visible) {
                long count = sql.fetchCount(
                        Tables.of(model.org(), link.module()),
                        pointing(link, pointedTo)
                                .and(reader.owned(link.module()))
                                .and(Tables.DELETED_TIME.isNull()));
                if (count > 0) {
                    counts.merge(link.module().apiName(), count, Long::sum);
                }
            }
        }
        return counts;
    }

    private record Link(ModuleDef module, FieldDef field) {}

    private static List<Link> to(OrgModel model, ModuleDef target) {
        List<Link> links = new ArrayList<>();
        for (ModuleDef module : model.modules()) {
            module.fields().stream()
                    .filter(field -> field.isLookup() && field.target().equals(target.apiName()))
                    .forEach(field -> links.add(new Link(module, field)));
        }
        return links;
    }

    /** Locked at once: what points elsewhere by the time that the lock is had is not among them. */
    private List<Long> lockPointing(
            OrgModel model, Link link, Collection<Long> from, Set<Long> except, ModuleDef target) {
        boolean same = link.module().apiName().equals(target.apiName());
        Condition others = same && !except.isEmpty() ? Tables.ID.notIn(except) : noCondition();
        return sql.select(Tables.ID)
                .from(Tables.of(model.org(), link.module()))
                .where(pointing(link, from).and(others))
                .orderBy(Tables.ID)
                .limit(WriteRequest.MAX_ROWS)
                .forNoKeyUpdate()
                .fetch(Tables.ID);
    }

    @SuppressWarnings("unchecked")
    private static Condition pointing(Link link, Collection<Long> ids) {
        return ((Field<Long>) Tables.column(link.field())).in(ids);
    }

    private void write(Actor actor, Link link, List<Long> ids, OptionalLong to, OperationKind kind, long operationId) {
        String field = link.field().apiName();
        Map<String, Object> value = to.isPresent()
                ? Map.of(field, Long.toString(to.getAsLong()))
                : Collections.<String, Object>singletonMap(field, "");
        List<RecordChange> changes = ids.stream()
                .<RecordChange>map(id -> RecordChange.update(id, value))
                .toList();
        WriteResult result = pipeline.write(
                actor,
                new WriteRequest(link.module().apiName(), kind, Atomicity.ALL_OR_NOTHING, changes)
                        .continuing(operationId),
                WriteMode.MAINTENANCE);
        if (result.savedCount() < ids.size()) {
            // Of a record that the actor may not even see: no word of which one.
            throw new PlatformException(ErrorCode.NOT_ALLOWED, "A link to the record cannot be moved.");
        }
    }
}

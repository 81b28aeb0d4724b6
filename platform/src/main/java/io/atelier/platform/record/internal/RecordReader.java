package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.expression.CoqlStatement;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.AggregateRow;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.CoqlResult;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.ValueMatch;
import io.atelier.platform.secret.SecretService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Reads module tables for one actor's rights on one snapshot: every such read begins here. The actor's row scope is in each
 * statement, and a hidden field cannot be named.
 */
public final class RecordReader {
    private final DSLContext sql;
    private final ActorView view;
    private final LookupLabels labels;
    private final RecordSelect records;
    private final RecordList list;
    private final RowLocks locks;
    private final QueryUse use;

    /** @param context asked for only where an expression needs it */
    RecordReader(
            RecordSql plain,
            OrgModel model,
            Access access,
            SecretService secrets,
            DerivedModels derived,
            Supplier<EvaluationContext> context,
            QueryUse use) {
        FieldCipher cipher = new FieldCipher(secrets, model.org());
        this.sql = plain.sql();
        this.view = new ActorView(model, access, context);
        this.labels = new LookupLabels(sql, view);
        SelectMaker selects = new SelectMaker(plain, view, labels, derived);
        this.records = new RecordSelect(plain, view, selects, labels, cipher);
        this.list = new RecordList(plain, view, selects, records, use);
        this.locks = new RowLocks(plain, view, selects, cipher);
        this.use = use;
    }

    public RecordPage page(RecordQuery query) {
        return list.page(query);
    }

    public Optional<CrmRecord> find(String moduleName, long id, Bin bin) {
        return records.find(moduleName, id, bin);
    }

    public CappedCount count(RecordQuery query, int cap) {
        return list.count(query, cap);
    }

    public List<AggregateRow> aggregate(AggregateQuery query) {
        return new Aggregates(sql, view, labels, use).rows(query);
    }

    /** As {@link ValueMatches#of}. */
    public Map<FieldValue, ValueMatch> matches(String module, String field, Collection<FieldValue> values) {
        return new ValueMatches(sql, view).of(module, field, values);
    }

    public CoqlResult query(CoqlStatement statement) {
        return CoqlCompiler.result(sql, view, use, statement);
    }

    /** As {@link RecordSelect#pointingTo}. */
    List<CrmRecord> pointingTo(ModuleDef child, FieldDef pointer, Collection<Long> parents) {
        return records.pointingTo(child, pointer, parents);
    }

    /** As {@link RowLocks#keep}. */
    Collection<Long> visible(ModuleDef module, Collection<Long> ids, Criteria criteria) {
        return locks.keep(module, ids, criteria);
    }

    /** As {@link RowLocks#lock}. */
    Map<Long, StoredRow> lock(ModuleDef module, Collection<Long> ids, RowLocks.Strength strength) {
        return locks.lock(module, ids, strength);
    }

    /** As {@link UniqueHolders#of}. */
    Map<FieldValue, Set<Long>> holders(ModuleDef module, FieldDef field, List<FieldValue> values) {
        return new UniqueHolders(sql, view.model()).of(module, field, values);
    }

    /** Returns which of the ids are records, in use or recycled, that the actor may see. */
    Set<Long> inScope(ModuleDef module, Collection<Long> ids) {
        return labels.namesInScope(module, ids).keySet();
    }

    /** As {@link ActorView#inScope}. */
    Set<Long> inScope(ModuleDef module, Collection<Long> ids, AccessLevel level) {
        return view.inScope(sql, module, ids, level);
    }

    /** As {@link LookupLabels#namesInScope}. */
    Map<Long, String> namesInScope(ModuleDef module, Collection<Long> ids) {
        return labels.namesInScope(module, ids);
    }

    Map<Long, String> userNames(Collection<Long> ids) {
        return labels.userNames(ids);
    }

    /** Returns the actor's row scope. */
    Condition owned(ModuleTable table) {
        return view.owned(table);
    }
}

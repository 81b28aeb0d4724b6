package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.RowScope;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.SharingPreview;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Says how far somebody may work with a record. */
@Component
public class RecordScopes {
    private static final int CAP = 1_000;

    private final RecordReaders readers;
    private final DSLContext sql;
    private final EvaluationContexts contexts;

    RecordScopes(RecordReaders readers, DSLContext sql, EvaluationContexts contexts) {
        this.readers = readers;
        this.sql = sql;
        this.contexts = contexts;
    }

    /** Returns true for a record, in use or recycled, that these rights reach at least so far. */
    public boolean has(OrgModel model, Access access, ModuleDef module, long record, AccessLevel level) {
        RecordReader reader = readers.of(model, access);
        // An open module says yes to any number: whether the record exists is asked all the same.
        return !reader.inScope(module, Set.of(record)).isEmpty()
                && reader.inScope(module, Set.of(record), level).contains(record);
    }

    /** Returns which of the ids are records in use that these rights show. */
    public Set<Long> seen(OrgModel model, Access access, ModuleDef module, Collection<Long> records) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Condition scope = compiler(model, access).of(table, AccessLevel.READ_ONLY);
        return sql.select(table.id())
                .from(table.joined())
                .where(Tables.isOneOf(table.id(), records)
                        .and(table.deletedTime().isNull())
                        .and(scope))
                .fetchSet(table.id());
    }

    /** Returns true if the record, in use or recycled, is one of the scope's. */
    public boolean covers(OrgModel model, Access access, ModuleDef module, long record, RowScope scope) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Condition condition = compiler(model, access).of(table, scope);
        return sql.fetchExists(sql.selectOne()
                .from(table.joined())
                .where(table.id().eq(record))
                .and(condition));
    }

    /** Returns the records in use that the one rights show and the others do not. */
    public SharingPreview.Records difference(OrgModel model, Access shown, Access hidden, ModuleDef module) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Condition condition = table.deletedTime()
                .isNull()
                .and(compiler(model, shown).of(table, shown.scope(module, AccessLevel.READ_ONLY)))
                .and(DSL.condition(
                        "({0}) is not true",
                        DSL.trueCondition()
                                .and(compiler(model, hidden).of(table, hidden.scope(module, AccessLevel.READ_ONLY)))));
        List<Long> ids = sql.select(table.id())
                .from(table.joined())
                .where(condition)
                .orderBy(table.id().desc())
                .limit(CAP + 1)
                .fetch(table.id());
        return new SharingPreview.Records(
                new CappedCount(Math.min(ids.size(), CAP), ids.size() <= CAP),
                ids.stream().limit(SharingPreview.MAX_SAMPLES).toList());
    }

    private ScopeCompiler compiler(OrgModel model, Access access) {
        return new ScopeCompiler(
                model, access, SingletonSupplier.of(() -> contexts.of(model.org(), access.user()))::obtain);
    }
}

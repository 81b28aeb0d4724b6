package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.RecordFacts;
import io.atelier.platform.access.RecordShare;
import io.atelier.platform.access.RowScope;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.UserId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Says how far somebody may work with a record. */
@Component
public class RecordScopes {
    /** SQL state of a statement that was stopped. */
    private static final String CANCELLED = "57014";

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

    /** Counts the records in use with a tag of the module that these rights show. */
    public long countTagged(OrgModel model, Access access, ModuleDef module, long tag) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Condition condition = table.deletedTime()
                .isNull()
                .and(TagCondition.of(model.org(), table, OptionalLong.of(tag)))
                .and(seen(model, access, table));
        return sql.fetchCount(sql.selectOne().from(table.joined()).where(condition));
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

    /**
     * Returns ids of records in use that the one rights show and the others do not, the newest first.
     *
     * @param patience after which the database gives up
     * @throws PlatformException {@link ErrorCode#UNAVAILABLE} if it gave up
     */
    public List<Long> difference(
            OrgModel model, Access shown, Access hidden, ModuleDef module, int limit, Duration patience) {
        if (!shown.may(module, Verb.READ)) {
            return List.of();
        }
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Condition condition = table.deletedTime().isNull().and(seen(model, shown, table));
        if (hidden.may(module, Verb.READ)) {
            condition = condition.and(
                    DSL.condition("({0}) is not true", DSL.trueCondition().and(seen(model, hidden, table))));
        }
        return newest(table, condition, limit, patience);
    }

    /** Returns ids of records in use that match criteria and are not of the territory, the newest first; as above. */
    public List<Long> outside(
            OrgModel model,
            Access access,
            ModuleDef module,
            String criteria,
            long territory,
            int limit,
            Duration patience) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Optional<Condition> matching = compiler(model, access).criteria(table, criteria);
        if (matching.isEmpty()) {
            return List.of();
        }
        Condition condition = table.deletedTime()
                .isNull()
                .and(seen(model, access, table))
                .and(matching.get())
                .and(DSL.not(
                        compiler(model, access).of(table, RowScope.ofTerritory(territory, AccessLevel.READ_ONLY))));
        return newest(table, condition, limit, patience);
    }

    private Condition seen(OrgModel model, Access access, ModuleTable table) {
        return compiler(model, access).of(table, access.scope(table.module(), AccessLevel.READ_ONLY));
    }

    private List<Long> newest(ModuleTable table, Condition condition, int limit, Duration patience) {
        try {
            return sql.select(table.id())
                    .from(table.joined())
                    .where(condition)
                    .orderBy(table.id().desc())
                    .limit(limit)
                    .queryTimeout(Math.toIntExact(Math.max(1, patience.toSeconds())))
                    .fetch(table.id());
        } catch (RuntimeException e) {
            if (isCancelled(e)) {
                throw new PlatformException(ErrorCode.UNAVAILABLE, "Counting takes too long.");
            }
            throw e;
        }
    }

    private static boolean isCancelled(@Nullable Throwable problem) {
        return problem != null
                && (problem instanceof SQLException refusal && CANCELLED.equals(refusal.getSQLState())
                        || isCancelled(problem.getCause()));
    }

    /** Returns what decides who may work with a record, in use or recycled. */
    public RecordFacts facts(
            OrgModel model,
            Access access,
            ModuleDef module,
            long record,
            List<SharingRule> rules,
            Collection<String> peopleFields,
            List<RecordShare> shares) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        List<SelectField<?>> asked = new ArrayList<>(List.of(table.owner()));
        Map<Long, Field<Boolean>> matches = new LinkedHashMap<>();
        for (SharingRule rule : rules) {
            compiler(model, access)
                    .criteria(table, rule.data().criteria())
                    .ifPresent(condition ->
                            matches.put(rule.id(), DSL.field(condition).as("rule" + rule.id())));
        }
        Map<String, Field<?>> named = new LinkedHashMap<>();
        for (String name : peopleFields) {
            module.findField(name).ifPresent(field -> named.put(name, table.column(field)));
        }
        asked.addAll(matches.values());
        asked.addAll(named.values());
        Record row = sql.select(asked)
                .from(table.joined())
                .where(table.id().eq(record))
                .fetchSingle();
        Set<Long> matching = new HashSet<>();
        matches.forEach((rule, matched) -> {
            if (Boolean.TRUE.equals(row.get(matched))) {
                matching.add(rule);
            }
        });
        Map<String, Set<UserId>> people = new HashMap<>();
        named.forEach((name, column) -> people.put(name, users(row.get(column))));
        return new RecordFacts(
                Optional.ofNullable(row.get(table.owner())).map(UserId::new),
                matching,
                shares,
                territories(model, module, record),
                people);
    }

    private static Set<UserId> users(@Nullable Object value) {
        return switch (value) {
            case Number one -> Set.of(new UserId(one.longValue()));
            case Object[] many ->
                Arrays.stream(many)
                        .map(each -> new UserId(((Number) each).longValue()))
                        .collect(Collectors.toSet());
            case Collection<?> many ->
                many.stream()
                        .map(each -> new UserId(((Number) each).longValue()))
                        .collect(Collectors.toSet());
            case null, default -> Set.of();
        };
    }

    private Set<Long> territories(OrgModel model, ModuleDef module, long record) {
        return Set.copyOf(sql.select(DSL.field(DSL.name("territory_id"), Long.class))
                .from(DSL.table(DSL.name(model.org().schema(), "sys_record_territory")))
                .where(DSL.field(DSL.name("module"), String.class).eq(module.apiName()))
                .and(DSL.field(DSL.name("record_id"), Long.class).eq(record))
                .fetch(0, Long.class));
    }

    private ScopeCompiler compiler(OrgModel model, Access access) {
        return new ScopeCompiler(
                model, access, SingletonSupplier.of(() -> contexts.of(model.org(), access.user()))::obtain);
    }
}

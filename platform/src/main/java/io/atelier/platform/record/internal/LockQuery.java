package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.LockingRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks, in one statement, which records are locked and by what: by hand as it is stored, by rules as they stand now. */
final class LockQuery {
    private static final Logger log = LoggerFactory.getLogger(LockQuery.class);

    private static final String LOCK = "lock";
    private static final Field<Long> LOCK_ID = field(name(LOCK, "id"), SQLDataType.BIGINT);
    private static final Field<Long> LOCKED_BY = field(name(LOCK, "locked_by"), SQLDataType.BIGINT);
    private static final Field<Instant> AT = field(name(LOCK, "at"), SQLDataType.INSTANT);
    private static final Field<String> REASON = field(name(LOCK, "reason"), SQLDataType.CLOB);

    private final DSLContext sql;
    private final ActorView view;

    /** @param view of one who sees everything: a lock holds whoever looks */
    LockQuery(DSLContext sql, ActorView view) {
        this.sql = sql;
        this.view = view;
    }

    /** What locks a record; at least one of the two. */
    record Found(Optional<Hand> hand, List<LockingRule> rules) {}

    /** A lock by hand as it is stored. */
    record Hand(long id, UserId by, Instant at, String reason) {}

    /**
     * Returns the locks of those of the records that are locked.
     *
     * @param scope which of them are asked about
     */
    Map<Long, Found> of(
            ModuleDef module,
            LockingConfiguration configuration,
            Collection<Long> ids,
            Function<ModuleTable, Condition> scope) {
        ModuleTable main = view.table(module);
        PathTables paths = view.paths(main);
        Map<LockingRule, Field<Boolean>> rules = new LinkedHashMap<>();
        configuration
                .data()
                .rules()
                .forEach(rule -> condition(paths, rule)
                        .ifPresent(condition -> rules.put(
                                rule,
                                field("({0}) is true", SQLDataType.BOOLEAN, DSL.field(condition))
                                        .as("rule_" + rules.size()))));
        List<SelectField<?>> columns = new ArrayList<>(List.of(main.id()));
        columns.addAll(rules.values());
        Condition where = Tables.isOneOf(main.id(), ids).and(scope.apply(main));
        Table<?> from = paths.joined();
        boolean byHand = configuration.data().byHand();
        if (byHand) {
            columns.addAll(List.of(LOCK_ID, LOCKED_BY, AT, REASON));
            from = from.leftJoin(table(name(view.model().org().schema(), "sys_record_lock"))
                            .as(LOCK))
                    .on(field(name(LOCK, "module"), SQLDataType.CLOB)
                            .eq(inline(module.apiName()))
                            .and(field(name(LOCK, "record_id"), SQLDataType.BIGINT)
                                    .eq(main.id())));
        }
        Map<Long, Found> found = new HashMap<>();
        sql.select(columns).from(from).where(where).forEach(row -> {
            Optional<Hand> hand = byHand ? hand(row) : Optional.empty();
            List<LockingRule> holding = rules.entrySet().stream()
                    .filter(rule -> Boolean.TRUE.equals(row.get(rule.getValue())))
                    .map(Map.Entry::getKey)
                    .toList();
            if (hand.isPresent() || !holding.isEmpty()) {
                found.put(row.get(main.id()), new Found(hand, holding));
            }
        });
        return found;
    }

    private static Optional<Hand> hand(Record row) {
        return Optional.ofNullable(row.get(LOCK_ID))
                .map(id -> new Hand(id, new UserId(row.get(LOCKED_BY)), row.get(AT), row.get(REASON)));
    }

    /** A rule that does not fit its module any more locks nothing until somebody mends it: set-up names it. */
    private Optional<Condition> condition(PathTables paths, LockingRule rule) {
        try {
            return Optional.of(view.condition(paths, CriteriaParser.parse(rule.criteria())));
        } catch (PlatformException e) {
            log.warn(
                    "Locking rule {} of {} does not fit any more: {}",
                    rule.id(),
                    paths.root().module().apiName(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.record.internal.RowChoice.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What opens rows to an actor, each for itself: an index serves each of these, and none serves all of them joined by "or".
 *
 * @param owners whose rows, ascending
 * @param others further conditions of which one suffices
 */
record GrantsApart(List<Long> owners, List<Condition> others) {
    /** More owners have so many of the rows that whoever looks for them in order soon meets one. */
    private static final int MOST_OWNERS = 50;

    /** What is beyond them shares the last one's select, as each is planned for itself. */
    private static final int MOST_CONDITIONS = 8;

    private static final Field<Long> OWNER = DSL.field(DSL.name("owned", "id"), SQLDataType.BIGINT);
    private static final Field<Long> FOUND_ID = DSL.field(DSL.name("found", "id"), SQLDataType.BIGINT);
    private static final Field<?> FOUND_KEY = DSL.field(DSL.name("found", "key"));

    /** Returns true if there is more than one place to look for rows. */
    boolean isWorthwhile() {
        return isByOwner() || others.size() + Math.min(owners.size(), 1) > 1;
    }

    private boolean isByOwner() {
        return owners.size() > 1 && owners.size() <= MOST_OWNERS;
    }

    /** Returns the one condition that is all of them; that of no row if there are none. */
    Condition joined(ModuleTable table) {
        List<Condition> all = conditions(table);
        return all.isEmpty() ? DSL.falseCondition() : DSL.or(all);
    }

    private List<Condition> conditions(ModuleTable table) {
        List<Condition> all = new ArrayList<>();
        if (!owners.isEmpty()) {
            all.add(ScopeCompiler.isOneOf(table.owner(), owners));
        }
        all.addAll(others);
        return all;
    }

    private static List<Condition> limited(List<Condition> all) {
        if (all.size() <= MOST_CONDITIONS) {
            return all;
        }
        List<Condition> limited = new ArrayList<>(all.subList(0, MOST_CONDITIONS - 1));
        limited.add(DSL.or(all.subList(MOST_CONDITIONS - 1, all.size())));
        return limited;
    }

    /**
     * Returns the choice of the first rows.
     *
     * @param common what every row must meet besides, without what one request asks for
     */
    RowChoice first(DSLContext sql, PathTables paths, Condition common, SortKey key, boolean descending) {
        ModuleTable table = paths.root();
        List<Branch> branches = new ArrayList<>();
        if (isByOwner()) {
            branches.add(byOwner(sql, paths, common, key));
        }
        limited(isByOwner() ? others : conditions(table))
                .forEach(grant -> branches.add(branch(sql, select(sql, paths, common.and(grant), key), "(", ")")));
        return new RowChoice.FirstOfEach(
                sql.render(table.id()),
                SelectMaker.ordered(sql, key.of(FOUND_KEY).order(FOUND_ID, descending)),
                branches);
    }

    /** Looks for the first rows of each owner by the index that begins with the owner. */
    private Branch byOwner(DSLContext sql, PathTables paths, Condition common, SortKey key) {
        String ids = owners.stream().map(String::valueOf).collect(Collectors.joining(","));
        return branch(
                sql,
                select(sql, paths, common.and(paths.root().owner().eq(OWNER)), key),
                "(select each.id, each.key from unnest('{" + ids + "}'::bigint[]) as owned (id) cross join lateral (",
                ") as each)");
    }

    private static Branch branch(DSLContext sql, Select<?> select, String before, String after) {
        return new Branch(before + sql.render(select) + " and ", after, sql.extractBindValues(select));
    }

    private static Select<?> select(DSLContext sql, PathTables paths, Condition condition, SortKey key) {
        return sql.select(paths.root().id(), key.key().as("key"))
                .from(paths.joined())
                .where(condition);
    }

    /** Returns the ids of the rows that meet the condition, of each grant at most so many. */
    Select<Record1<Long>> ids(DSLContext sql, PathTables paths, Condition condition, int most) {
        return limited(conditions(paths.root())).stream()
                .<Select<Record1<Long>>>map(grant -> sql.select(paths.root().id())
                        .from(paths.joined())
                        .where(condition.and(grant))
                        .limit(most))
                .reduce(Select::union)
                .orElseThrow();
    }
}

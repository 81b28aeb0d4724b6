package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A module in a statement with the records that its lookups lead to. Notes which lookups the columns asked for lie behind,
 * so that {@link #joined} joins these and no others: ask for the columns first. A record behind a lookup that is out of the
 * actor's scope or in the recycle bin is joined as one that does not exist: its columns are null.
 */
final class PathTables {
    private final OrgModel model;
    private final ModuleTable root;
    private final FieldNames names;
    private final Function<ModuleTable, Condition> scope;
    private final SequencedMap<List<FieldPath.Hop>, Hop> hops = new LinkedHashMap<>();

    /**
     * @param names finds the fields that exist for the actor
     * @param scope says which of a module's records exist for the actor
     */
    PathTables(OrgModel model, ModuleTable root, FieldNames names, Function<ModuleTable, Condition> scope) {
        this.model = model;
        this.root = root;
        this.names = names;
        this.scope = scope;
    }

    /** What a lookup leads to, under an alias of its own. */
    private sealed interface Hop {
        Field<?> column(FieldDef definition);

        Table<?> joinedTo(Table<?> other);

        /** Returns the further tables of the module that are needed. */
        Collection<Integer> parts();
    }

    private record ModuleHop(ModuleTable table, Field<Long> pointer, Condition seen) implements Hop {
        @Override
        public Field<?> column(FieldDef definition) {
            return table.column(definition);
        }

        @Override
        public Table<?> joinedTo(Table<?> other) {
            return table.joinedTo(other, table.id().eq(pointer).and(seen));
        }

        @Override
        public Collection<Integer> parts() {
            return table.parts();
        }
    }

    private record UserHop(Table<?> users, String alias, Field<?> pointer) implements Hop {
        @Override
        public Field<?> column(FieldDef definition) {
            return field(name(alias, definition.storage().column()), Tables.dataType(definition));
        }

        @Override
        public Table<?> joinedTo(Table<?> other) {
            return other.leftJoin(users.as(alias))
                    .on(field(name(alias, "id"), Long.class).eq(pointer.coerce(Long.class)));
        }

        @Override
        public Collection<Integer> parts() {
            return List.of();
        }
    }

    /** Returns what is joined so far, and under which aliases: equal lists mean equal tables. */
    List<String> joins() {
        List<String> joins = new ArrayList<>();
        root.parts().forEach(part -> joins.add(Integer.toString(part)));
        hops.forEach((path, hop) ->
                joins.add(path.stream().map(FieldPath.Hop::text).collect(Collectors.joining(".")) + hop.parts()));
        return joins;
    }

    ModuleTable root() {
        return root;
    }

    FieldNames names() {
        return names;
    }

    /** Returns the column at the end of the path, which must be one that the names of this table gave. */
    Field<?> column(FieldPath path) {
        return path.isOwn()
                ? root.column(path.field())
                : hop(path.hops(), path.parent().orElseThrow()).column(path.field());
    }

    /** Returns the module whose record the path's field belongs to; empty for a user's. */
    Optional<ModuleDef> module(FieldPath path) {
        if (path.isOwn()) {
            return Optional.of(root.module());
        }
        FieldPath.Hop last = path.hops().getLast();
        return last.isUser() ? Optional.empty() : Optional.of(model.module(last.module()));
    }

    private Hop hop(List<FieldPath.Hop> way, FieldPath pointer) {
        Hop known = hops.get(way);
        if (known != null) {
            return known;
        }
        FieldPath.Hop last = way.getLast();
        Field<?> column = column(pointer);
        String alias = "hop" + hops.size() + "_";
        Hop hop = last.isUser()
                ? new UserHop(Tables.users(model.org()), alias, column)
                : moduleHop(model.module(last.module()), alias, id(last, column));
        hops.put(way, hop);
        return hop;
    }

    private Hop moduleHop(ModuleDef target, String alias, Field<Long> pointer) {
        ModuleTable table = ModuleTable.of(model.org(), target, alias);
        return new ModuleHop(table, pointer, scope.apply(table));
    }

    /** Returns the id as such, so that the target's key serves the join; null where the pointer leads elsewhere. */
    private static Field<Long> id(FieldPath.Hop hop, Field<?> pointer) {
        if (!hop.isChosen()) {
            return pointer.coerce(Long.class);
        }
        String prefix = hop.module() + ":";
        Field<String> text = pointer.coerce(SQLDataType.CLOB);
        return DSL.when(
                DSL.condition("starts_with({0}, {1})", text, DSL.inline(prefix)),
                DSL.substring(text, DSL.inline(prefix.length() + 1)).cast(SQLDataType.BIGINT));
    }

    /** Returns the root's tables with those of all lookups that the columns asked for so far lie behind. */
    Table<?> joined() {
        Table<?> joined = root.joined();
        for (Hop hop : hops.values()) {
            joined = hop.joinedTo(joined);
        }
        return joined;
    }
}

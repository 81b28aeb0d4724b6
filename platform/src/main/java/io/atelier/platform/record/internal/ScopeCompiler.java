package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RowScope;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles row scopes. Whom they name stands in the statement itself, not as parameters: a plan for all parameters alike is
 * made for none of them. Records that belong to others have the scope of these.
 */
final class ScopeCompiler {
    private static final Logger log = LoggerFactory.getLogger(ScopeCompiler.class);
    /** Names rows of a parent within the scope of its children. */
    private static final String PARENT = "parent";

    private final OrgModel model;
    private final Access access;
    private final Supplier<EvaluationContext> context;

    ScopeCompiler(OrgModel model, Access access, Supplier<EvaluationContext> context) {
        this.model = model;
        this.access = access;
        this.context = context;
    }

    /** Returns which of the table's rows the actor may work with at least so far; no condition where it is all. */
    Condition of(ModuleTable table, AccessLevel level) {
        ModuleDef module = table.module();
        List<FieldDef> pointers = owners(module);
        if (pointers.isEmpty()) {
            return of(table, access.scope(module, level));
        }
        Condition all = noCondition();
        for (FieldDef pointer : pointers) {
            all = all.and(through(table, pointer, level));
        }
        return all;
    }

    /** Returns true if the actor may work so far with all records of the module. */
    boolean isEverything(ModuleDef module, AccessLevel level) {
        List<FieldDef> pointers = owners(module);
        return pointers.isEmpty()
                ? access.scope(module, level) instanceof RowScope.Everything
                : pointers.stream()
                        .allMatch(pointer -> model.findModule(pointer.target())
                                .filter(parent -> isEverything(parent, level))
                                .isPresent());
    }

    /** Returns the lookups to the records that a record of this module lives and dies with; usually none. */
    private List<FieldDef> owners(ModuleDef module) {
        if (!module.kind().isOwned()) {
            return List.of();
        }
        List<FieldDef> pointers = new ArrayList<>();
        for (ModuleDef other : model.modules()) {
            for (FieldDef field : other.fields()) {
                if (field.properties() instanceof FieldProperties.Subform(String child, String parent, int _)
                        && child.equals(module.apiName())) {
                    module.findField(parent).ifPresent(pointers::add);
                } else if (field.properties() instanceof FieldProperties.MultiLookup lookup
                        && lookup.linkingModule().equals(module.apiName())) {
                    module.findField(lookup.ownField()).ifPresent(pointers::add);
                    module.findField(lookup.targetField()).ifPresent(pointers::add);
                }
            }
        }
        return pointers;
    }

    private Condition through(ModuleTable table, FieldDef pointer, AccessLevel level) {
        Optional<ModuleDef> parent = model.findModule(pointer.target());
        if (parent.isEmpty() || !access.may(parent.get(), Verb.READ)) {
            return falseCondition();
        }
        if (isEverything(parent.get(), level)) {
            return noCondition();
        }
        ModuleTable parents = ModuleTable.of(model.org(), parent.get(), PARENT);
        Condition scope = of(parents, level);
        return table.column(pointer)
                .coerce(Long.class)
                .in(select(parents.id()).from(parents.joined()).where(scope));
    }

    /** Returns which of the table's rows are of the scope. */
    Condition of(ModuleTable table, RowScope scope) {
        return switch (scope) {
            case RowScope.Everything _ -> noCondition();
            case RowScope.Shared shared -> apart(table, shared).joined(table);
        };
    }

    /** Returns what opens rows so far, each for itself; empty where all are open or they are seen with others. */
    Optional<GrantsApart> apart(ModuleTable table, AccessLevel level) {
        return owners(table.module()).isEmpty() && access.scope(table.module(), level) instanceof RowScope.Shared shared
                ? Optional.of(apart(table, shared)).filter(GrantsApart::isWorthwhile)
                : Optional.empty();
    }

    private GrantsApart apart(ModuleTable table, RowScope.Shared shared) {
        List<Condition> others = new ArrayList<>();
        if (!shared.records().isEmpty()) {
            others.add(isOneOf(table.id(), shared.records()));
        }
        if (!shared.principals().isEmpty()) {
            others.add(table.id().in(sharedWith(table.module(), shared)));
        }
        if (!shared.territories().isEmpty()) {
            others.add(table.id().in(ofTerritories(table.module(), shared.territories())));
        }
        shared.criteria().forEach(criteria -> criteria(table, criteria).ifPresent(others::add));
        shared.userFields()
                .forEach(field -> table.module().findField(field).ifPresent(f -> others.add(names(table, f))));
        return new GrantsApart(
                shared.owners().stream().map(UserId::value).sorted().toList(), others);
    }

    static Condition isOneOf(Field<Long> column, Collection<Long> ids) {
        return column.in(ids.stream().sorted().map(DSL::inline).toList());
    }

    private Select<Record1<Long>> sharedWith(ModuleDef module, RowScope.Shared shared) {
        List<Condition> principals = new ArrayList<>();
        for (Principal principal : shared.principals()) {
            principals.add(DSL.field(name("kind"), SQLDataType.CLOB)
                    .eq(inline(principal.kind().name()))
                    .and(DSL.field(name("principal_id"), SQLDataType.BIGINT).eq(inline(principal.id()))));
        }
        return select(DSL.field(name("record_id"), SQLDataType.BIGINT))
                .from(table(name(model.org().schema(), "sys_record_share")))
                .where(DSL.field(name("module"), SQLDataType.CLOB)
                        .eq(inline(module.apiName()))
                        .and(DSL.field(name("access"), SQLDataType.INTEGER)
                                .ge(inline(shared.level().ordinal())))
                        .and(DSL.or(principals)));
    }

    private Select<Record1<Long>> ofTerritories(ModuleDef module, Set<Long> territories) {
        return select(DSL.field(name("record_id"), SQLDataType.BIGINT))
                .from(table(name(model.org().schema(), "sys_record_territory")))
                .where(DSL.field(name("module"), SQLDataType.CLOB)
                        .eq(inline(module.apiName()))
                        .and(isOneOf(DSL.field(name("territory_id"), SQLDataType.BIGINT), territories)));
    }

    /** A rule that does not fit its module any more opens nothing until somebody mends it. */
    Optional<Condition> criteria(ModuleTable table, String criteria) {
        try {
            return Optional.of(new ExpressionCompiler(path -> table.column(path.field()), context)
                    .condition(new CriteriaResolver(FieldNames.own(table.module()::findField))
                            .resolve(CriteriaParser.parse(criteria))));
        } catch (PlatformException e) {
            log.warn(
                    "A sharing rule of {} does not fit any more: {}",
                    table.module().apiName(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private Condition names(ModuleTable table, FieldDef field) {
        Field<Long> user = inline(access.user().value());
        return switch (field.kind()) {
            case USER -> table.column(field).coerce(Long.class).eq(user);
            case USERS -> DSL.condition("{0} = any({1})", user, table.column(field));
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, RECORD, ANY_RECORD, FILES, ADDRESS, LINKS, ROWS ->
                falseCondition();
        };
    }
}

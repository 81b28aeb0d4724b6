package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.RecordQuery.Bin;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** What of a model and of its rows exists for one actor. A hidden field is answered for exactly as one that does not exist. */
final class ActorView {
    /** Names the row being read, so that a lookup's subquery cannot mistake a column of its target for it. */
    static final String ROW = "r";

    private static final String NO_FIELD = "The module has no such field.";

    private final OrgModel model;
    private final Access access;
    private final Supplier<EvaluationContext> context;
    private final ScopeCompiler scopes;

    /** @param context asked for only where an expression needs it */
    ActorView(OrgModel model, Access access, Supplier<EvaluationContext> context) {
        this.model = model;
        this.access = access;
        this.context = context;
        this.scopes = new ScopeCompiler(model, access, context);
    }

    OrgModel model() {
        return model;
    }

    Access access() {
        return access;
    }

    EvaluationContext context() {
        return context.get();
    }

    /** Returns the module, or fails as if there were none if the actor may not read it. */
    ModuleDef readable(String moduleName) {
        ModuleDef module = model.module(moduleName);
        access.require(module, Verb.READ);
        return module;
    }

    ModuleTable table(ModuleDef module) {
        return ModuleTable.of(model.org(), module, ROW);
    }

    Condition scope(ModuleTable table, Bin bin) {
        return in(table, bin).and(owned(table));
    }

    /** Returns which of the table's rows are in use or recycled, without regard to rights. */
    static Condition in(ModuleTable table, Bin bin) {
        return bin == Bin.LIVE
                ? table.deletedTime().isNull()
                : table.deletedTime().isNotNull();
    }

    /** Returns what makes up the actor's row scope, if it is worth looking at each apart. */
    Optional<GrantsApart> apart(ModuleTable table) {
        return scopes.apart(table, AccessLevel.READ_ONLY);
    }

    /** Returns the actor's row scope. */
    Condition owned(ModuleTable table) {
        return scopes.of(table, AccessLevel.READ_ONLY);
    }

    /** Returns which of the ids are records, in use or recycled, that the actor may work with at least so far. */
    Set<Long> inScope(DSLContext sql, ModuleDef module, Collection<Long> ids, AccessLevel level) {
        ModuleTable table = table(module);
        Condition scope = scopes.of(table, level);
        return scopes.isEverything(module, level)
                ? Set.copyOf(ids)
                : sql.select(table.id())
                        .from(table.joined())
                        .where(scope.and(Tables.isOneOf(table.id(), ids)))
                        .fetchSet(table.id());
    }

    PathTables paths(ModuleTable table) {
        FieldNames names = FieldNames.of(
                table.module(),
                name -> model.findModule(name).filter(module -> access.may(module, Verb.READ)),
                access::findField);
        return new PathTables(model, table, names, target -> scope(target, Bin.LIVE));
    }

    /** Returns paths over everything that there is, for criteria that are the organization's and not the actor's. */
    PathTables allPaths(ModuleTable table) {
        return new PathTables(model, table, FieldNames.of(model, table.module()), other -> in(other, Bin.LIVE));
    }

    Expression resolved(PathTables paths, Criteria criteria) {
        return new CriteriaResolver(paths.names()).resolve(criteria);
    }

    ExpressionCompiler compiler(PathTables paths) {
        return new ExpressionCompiler(paths::column, context);
    }

    Condition condition(PathTables paths, Criteria criteria) {
        return compiler(paths).condition(resolved(paths, criteria));
    }

    /** Returns the field at the end of the path, or fails as if there were none if it is hidden. */
    static FieldPath visible(PathTables paths, String name) {
        FieldPath path = paths.names()
                .find(name)
                .orElseThrow(() -> missing(
                        paths.root().module(), name, paths.names().mistake(name).orElse(NO_FIELD)));
        if (!path.isOwn() && ValueType.of(path.field()).isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Fields of this type are not read over a lookup; read the record that it points to.",
                    Map.of("api_name", name));
        }
        return path;
    }

    /** Returns the module's own field, or fails as if there were none if it is hidden. */
    FieldDef visibleField(ModuleDef module, String name) {
        return access.findField(module, name).orElseThrow(() -> missing(module, name, NO_FIELD));
    }

    private static PlatformException missing(ModuleDef module, String name, String message) {
        return new PlatformException(
                ErrorCode.INVALID_FIELD, message, Map.of("api_name", name, "module", module.apiName()));
    }
}

package io.atelier.platform.record.internal;

import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.internal.SelectShape.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Makes the unchanging texts of an actor's selects, each once. */
final class SelectMaker {
    private static final String INPUT = "input:";

    private final DSLContext sql;
    private final SelectShapes shapes;
    private final ActorView view;
    private final LookupLabels labels;
    private final DerivedModels derived;

    SelectMaker(RecordSql plain, ActorView view, LookupLabels labels, DerivedModels derived) {
        this.sql = plain.sql();
        this.shapes = plain.shapes();
        this.view = view;
        this.labels = labels;
        this.derived = derived;
    }

    /**
     * Returns the shape of the key, made at the first time.
     *
     * @param fields API names; empty for all that exist for the actor
     * @param purpose tells statements of the same fields apart
     * @param joins what further conditions join
     */
    SelectShape get(
            ModuleDef module, List<String> fields, String purpose, List<String> joins, Supplier<SelectShape> made) {
        return shapes.get(
                new SelectShapes.Key(view.model(), view.access(), module.apiName(), fields, purpose, joins), made);
    }

    /** Renders what does not change from one request to the next. */
    SelectShape made(
            PathTables paths, Condition scope, List<SortField<?>> order, List<FieldPath> wanted, List<Column> read) {
        return made(
                paths,
                new RowChoice.OneCondition(sql.render(scope), sql.extractBindValues(scope)),
                order,
                wanted,
                read);
    }

    /** Renders what does not change from one request to the next. */
    SelectShape made(
            PathTables paths, RowChoice choice, List<SortField<?>> order, List<FieldPath> wanted, List<Column> read) {
        ModuleTable table = paths.root();
        List<SelectField<?>> selection = new ArrayList<>(List.of(
                table.id(), table.version(), DSL.field(table.deletedTime().isNotNull())));
        Map<String, SelectField<?>> names = new LinkedHashMap<>();
        for (Column column : read) {
            Field<?> stored = paths.column(column.path());
            selection.add(stored.as(column.name()));
            if (column.field().kind() == ValueKind.RECORD && !column.name().startsWith(INPUT)) {
                labels.of(column.field(), stored.coerce(Long.class))
                        .ifPresent(label -> names.put(column.name(), label.as("label:" + column.name())));
            }
        }
        selection.addAll(names.values());
        Select<?> head = sql.select(selection).from(paths.joined());
        return SelectShape.of(
                sql.render(head),
                sql.extractBindValues(head),
                choice,
                order.isEmpty() ? "" : ordered(sql, order),
                wanted,
                read,
                List.copyOf(names.keySet()));
    }

    static String ordered(DSLContext sql, List<SortField<?>> order) {
        return order.stream().map(sql::render).collect(Collectors.joining(", ", " order by ", ""));
    }

    /** Returns the columns that the fields are read or figured from. */
    List<Column> columns(ModuleDef module, Collection<FieldPath> wanted) {
        LinkedHashSet<Column> columns = new LinkedHashSet<>();
        for (FieldPath path : wanted) {
            if (LiveFormulas.isLive(path)) {
                live(module).inputs(path).forEach(input -> columns.add(new Column(inputName(input), input)));
            } else if (path.isOwn()) {
                CompoundValues.storedParts(module, path.field())
                        .forEach(part -> columns.add(new Column(part.apiName(), FieldPath.of(part))));
            } else {
                columns.add(new Column(path.text(), path));
            }
        }
        return new ArrayList<>(columns);
    }

    LiveFormulas live(ModuleDef module) {
        return new LiveFormulas(derived.of(view.model()), module);
    }

    /** Names what is read for a formula only, apart from what the actor asked for. */
    static String inputName(FieldPath input) {
        return INPUT + input.text();
    }

    static List<FieldPath> own(List<FieldDef> fields) {
        return fields.stream().map(FieldPath::of).toList();
    }
}

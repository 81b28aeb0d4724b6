package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CoqlQuery;
import io.atelier.platform.expression.CoqlStatement;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.Folding;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.AggregateRow;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.CoqlResult;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.ValueMatch;
import io.atelier.platform.record.internal.SelectShape.Column;
import io.atelier.platform.secret.SecretService;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The one query compiler: every read of module tables is built here, for one actor's rights on one snapshot. The actor's
 * row scope is in each statement, and a hidden field cannot be named.
 */
public final class RecordReader {
    private static final String LABEL_PREFIX = "label:";
    /** Names the row being read, so that a lookup's subquery cannot mistake a column of its target for it. */
    private static final String ROW = "r";

    private static final String INPUT = "input:";

    private static final String BY_ID = "\"r\".\"id\" = ?";
    private static final String BY_IDS = "\"r\".\"id\" = any(?)";

    private final RecordSql plain;
    private final DSLContext sql;
    private final OrgModel model;
    private final Access access;
    private final FieldCipher cipher;
    private final DerivedModels derived;
    private final Supplier<EvaluationContext> context;
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
        this.plain = plain;
        this.sql = plain.sql();
        this.model = model;
        this.access = access;
        this.cipher = new FieldCipher(secrets, model.org());
        this.derived = derived;
        this.context = context;
        this.use = use;
    }

    public RecordPage page(RecordQuery query) {
        long begun = System.nanoTime();
        RecordPage page = read(query);
        use.note(model, query, System.nanoTime() - begun);
        return page;
    }

    private RecordPage read(RecordQuery query) {
        ModuleDef module = readable(query.module());
        if (query.limit() < 1 || query.limit() > RecordQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "A page has 1 to 2,000 records.", Map.of("limit", RecordQuery.MAX_LIMIT));
        }
        ModuleTable table = table(module);
        PathTables paths = paths(table);
        FieldPath sort = query.sort()
                .map(sorted -> sortable(paths, sorted.field()))
                .orElse(FieldPath.of(SystemField.CREATED_TIME.definition()));
        boolean descending = query.sort().map(RecordQuery.Sort::descending).orElse(true);
        Condition where = condition(paths, query.criteria()).and(SearchCondition.of(table, access, query.search()));
        SortKey key = SortKey.of(sort, paths.column(sort));
        if (query.cursor().isPresent()) {
            where = where.and(key.behind(
                    table.id(), descending, Cursor.decode(sort, query.cursor().get())));
        }
        String purpose = query.bin() + " " + sort.text() + (descending ? " desc" : " asc");
        SelectShape shape = shape(module, query.fields(), purpose, paths.joins(), () -> {
            List<FieldPath> wanted = fields(paths, query.fields());
            List<Column> read = columns(module, wanted);
            if (read.stream().noneMatch(column -> column.name().equals(sort.text()))) {
                read.add(new Column(sort.text(), sort));
            }
            return rendered(paths, scope(table, query.bin()), key.order(table.id(), descending), wanted, read);
        });
        List<Row> rows = plain.rows(shape, where, " limit " + (query.limit() + 1));
        boolean more = rows.size() > query.limit();
        List<CrmRecord> records = records(module, shape, more ? rows.subList(0, query.limit()) : rows);
        return new RecordPage(
                records, more ? Optional.of(cursorOf(sort, rows.get(query.limit() - 1))) : Optional.empty());
    }

    public Optional<CrmRecord> find(String moduleName, long id, Bin bin) {
        ModuleDef module = readable(moduleName);
        SelectShape shape = shape(module, List.of(), "find " + bin, List.of(), () -> {
            ModuleTable table = table(module);
            List<FieldPath> wanted = own(access.fields(module));
            return rendered(paths(table), scope(table, bin), List.of(), wanted, columns(module, wanted));
        });
        List<@Nullable Object> binds = new ArrayList<>(shape.binds());
        binds.add(id);
        return records(module, shape, plain.rows(shape, BY_ID, binds, "")).stream()
                .findFirst();
    }

    private SelectShape shape(
            ModuleDef module, List<String> fields, String purpose, List<String> joins, Supplier<SelectShape> made) {
        return plain.shapes().get(new SelectShapes.Key(model, access, module.apiName(), fields, purpose, joins), made);
    }

    /** Renders what does not change from one request to the next. */
    private SelectShape rendered(
            PathTables paths, Condition scope, List<SortField<?>> order, List<FieldPath> wanted, List<Column> read) {
        ModuleTable table = paths.root();
        List<SelectField<?>> selection = new ArrayList<>(List.of(
                table.id(), table.version(), DSL.field(table.deletedTime().isNotNull())));
        Map<String, SelectField<?>> labels = new LinkedHashMap<>();
        for (Column column : read) {
            Field<?> stored = paths.column(column.path());
            selection.add(stored.as(column.name()));
            if (column.field().kind() == ValueKind.RECORD && !column.name().startsWith(INPUT)) {
                label(column.name(), column.field(), stored.coerce(Long.class))
                        .ifPresent(label -> labels.put(column.name(), label));
            }
        }
        selection.addAll(labels.values());
        Select<?> head = sql.select(selection).from(paths.joined());
        List<Object> binds = new ArrayList<>(sql.extractBindValues(head));
        binds.addAll(sql.extractBindValues(scope));
        String ordered = order.isEmpty()
                ? ""
                : " order by " + order.stream().map(sql::render).collect(Collectors.joining(", "));
        return SelectShape.of(
                sql.render(head), sql.render(scope), ordered, binds, wanted, read, List.copyOf(labels.keySet()));
    }

    private LiveFormulas live(ModuleDef module) {
        return new LiveFormulas(derived.of(model), module);
    }

    /** Names what is read for a formula only, apart from what the actor asked for. */
    private static String inputName(FieldPath input) {
        return INPUT + input.text();
    }

    private List<Column> columns(ModuleDef module, Collection<FieldPath> wanted) {
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

    public CappedCount count(RecordQuery query, int cap) {
        PathTables paths = paths(table(readable(query.module())));
        Condition where = scope(paths.root(), query.bin())
                .and(condition(paths, query.criteria()))
                .and(SearchCondition.of(paths.root(), access, query.search()));
        Integer counted = sql.selectCount()
                .from(selectOne()
                        .from(paths.joined())
                        .where(where)
                        .limit(cap + 1)
                        .asTable("capped"))
                .fetchSingle()
                .value1();
        return new CappedCount(Math.min(counted, cap), counted <= cap);
    }

    public List<AggregateRow> aggregate(AggregateQuery query) {
        ModuleDef module = readable(query.module());
        if (query.limit() < 1 || query.limit() > AggregateQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "An aggregate has 1 to 1,000 groups.", Map.of("limit", 1_000));
        }
        Optional<FieldDef> group = query.groupBy().map(name -> groupable(module, name));
        ModuleTable table = table(module);
        PathTables paths = paths(table);
        Field<BigDecimal> value = measure(table, query).as("measured");
        Field<Integer> size = DSL.count().as("size");
        Condition where = scope(table, Bin.LIVE).and(condition(paths, query.criteria()));
        if (group.isEmpty()) {
            Record row =
                    sql.select(value, size).from(paths.joined()).where(where).fetchSingle();
            return List.of(new AggregateRow(FieldValue.NULL, "", amount(row.get(value)), row.get(size)));
        }
        FieldDef key = group.get();
        Field<?> column = table.column(key);
        Table<?> grouped = sql.select(column.as("key"), value, size)
                .from(paths.joined())
                .where(where)
                .groupBy(column)
                .asTable("grouped");
        Field<?> keyColumn = DSL.field(name("grouped", "key"), Tables.dataType(key));
        Field<BigDecimal> measured = DSL.field(name("measured"), SQLDataType.NUMERIC);
        Field<Integer> counted = DSL.field(name("size"), SQLDataType.INTEGER);
        List<SelectField<?>> columns = new ArrayList<>(List.of(keyColumn, measured, counted));
        label(key.apiName(), key, DSL.field(name("grouped", "key"), Long.class)).ifPresent(columns::add);
        return sql.select(columns)
                .from(grouped)
                .orderBy(measured.desc().nullsLast(), keyColumn.asc().nullsLast())
                .limit(query.limit())
                .fetch(row -> new AggregateRow(
                        Tables.fromColumn(key, row.get(keyColumn)),
                        text(row, LABEL_PREFIX + key.apiName()),
                        amount(row.get(measured)),
                        row.get(counted)));
    }

    /** Returns which of the ids are records in use that the actor may see. */
    Collection<Long> visible(ModuleDef module, Collection<Long> ids) {
        return visible(module, ids, Criteria.everything());
    }

    /**
     * Returns which of the ids are records in use that the actor may see and that match, and keeps them from being deleted
     * or merged away before the transaction ends: whoever points to them may rely on it.
     */
    Collection<Long> visible(ModuleDef module, Collection<Long> ids, Criteria criteria) {
        ModuleTable table = table(module);
        PathTables paths = paths(table);
        Condition where = scope(table, Bin.LIVE).and(condition(paths, criteria)).and(Tables.isOneOf(table.id(), ids));
        return sql.select(table.id())
                .from(paths.joined())
                .where(where)
                .orderBy(table.id())
                .forKeyShare()
                .of(table.main())
                .fetchSet(table.id());
    }

    /** Returns which of the ids are records, in use or recycled, that the actor may see. */
    Set<Long> inScope(ModuleDef module, Collection<Long> ids) {
        return namesInScope(module, ids).keySet();
    }

    /**
     * Returns what names each of these records, in use or recycled, that the actor may see; empty text where the naming
     * field is hidden or empty.
     */
    Map<Long, String> namesInScope(ModuleDef module, Collection<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        if (!access.may(module, Verb.READ)) {
            return names;
        }
        ModuleTable table = table(module);
        Field<String> name = displayField(module)
                .map(display -> table.column(display).coerce(String.class))
                .orElse(inline(""));
        sql.select(table.id(), name.as("name"))
                .from(table.joined())
                .where(owned(table).and(Tables.isOneOf(table.id(), ids)))
                .forEach(row -> names.put(row.value1(), row.value2() == null ? "" : row.value2()));
        return names;
    }

    /** How a row is locked for writing. */
    enum Strength {
        /** Others may go on to point to the record. */
        CHANGE,
        /** Nobody may come to point to the record. */
        REMOVE
    }

    /**
     * Reads whole rows for writing and locks them, in the order of their ids so that two writers cannot wait for each
     * other; hidden fields too. Rows out of the actor's scope are missing.
     */
    Map<Long, StoredRow> lock(ModuleDef module, Collection<Long> ids, Strength strength) {
        SelectShape shape = shape(module, List.of(), "lock", List.of(), () -> {
            ModuleTable table = table(module);
            List<Column> read = columns(module, own(module.allFields()));
            return rendered(paths(table), owned(table), List.of(table.id().asc()), List.of(), read);
        });
        List<@Nullable Object> binds = new ArrayList<>(shape.binds());
        binds.add(ids.toArray(Long[]::new));
        String locking = switch (strength) {
            case CHANGE -> " for no key update of \"" + ROW + "\"";
            case REMOVE -> " for update of \"" + ROW + "\"";
        };
        Map<Long, StoredRow> rows = new HashMap<>();
        plain.rows(shape, BY_IDS, binds, locking).forEach(row -> rows.put(row.id(), stored(module, shape, row)));
        return rows;
    }

    /** Returns the ids of the records in use that hold one of the values of a unique field, whoever may see them. */
    Map<FieldValue, Set<Long>> holders(ModuleDef module, FieldDef field, List<FieldValue> values) {
        ModuleTable table = table(module);
        Field<?> column = table.column(field);
        Field<?> key = field.options().unique() == Uniqueness.IGNORE_CASE && field.kind() == ValueKind.TEXT
                ? DSL.lower(column.coerce(String.class))
                : column;
        List<Field<?>> wanted = values.stream()
                .<Field<?>>map(value -> val(Tables.toColumn(field, value), Tables.dataType(field)))
                .toList();
        Map<FieldValue, Set<Long>> holders = new HashMap<>();
        sql.select(key.as("value"), table.id())
                .from(table.main())
                .where(table.deletedTime().isNull().and(Tables.untyped(key).in(wanted)))
                .forEach(
                        row -> holders.computeIfAbsent(Tables.fromColumn(field, row.get("value")), _ -> new HashSet<>())
                                .add(row.get(table.id())));
        return holders;
    }

    /**
     * Returns, for each of the values that a field of records in use in the actor's sight has, the first record's id and how
     * many there are. Texts are told apart without their case, and stand folded in the answer.
     */
    public Map<FieldValue, ValueMatch> matches(String moduleName, String fieldName, Collection<FieldValue> values) {
        ModuleDef module = readable(moduleName);
        FieldDef field = visibleField(module, fieldName);
        ModuleTable table = table(module);
        boolean text = field.kind() == ValueKind.TEXT;
        Field<?> key = text ? DSL.lower(table.column(field).coerce(SQLDataType.CLOB)) : table.column(field);
        Condition wanted = text
                ? key.coerce(SQLDataType.CLOB)
                        .eq(DSL.any(val(
                                values.stream()
                                        .map(value ->
                                                value instanceof FieldValue.Text(String t) ? Folding.folded(t) : "")
                                        .toArray(String[]::new),
                                SQLDataType.CLOB.array())))
                : Tables.untyped(key)
                        .in(values.stream()
                                .<Field<?>>map(value -> val(Tables.toColumn(field, value), Tables.dataType(field)))
                                .toList());
        Map<FieldValue, ValueMatch> matches = new HashMap<>();
        sql.select(key.as("value"), DSL.min(table.id()), DSL.count())
                .from(table.joined())
                .where(scope(table, Bin.LIVE).and(wanted))
                .groupBy(key)
                .forEach(row -> matches.put(
                        Tables.fromColumn(field, row.get("value")), new ValueMatch(row.value2(), row.value3())));
        return matches;
    }

    private StoredRow stored(ModuleDef module, SelectShape shape, Row row) {
        Map<String, FieldValue> values = new HashMap<>();
        for (Column column : shape.columns()) {
            values.put(column.name(), cipher.opened(module, column.field(), row.id(), row.value(column.name())));
        }
        return new StoredRow(row.version(), row.isDeleted(), values);
    }

    private ModuleTable table(ModuleDef module) {
        return ModuleTable.of(model.org(), module, ROW);
    }

    private ModuleDef readable(String moduleName) {
        ModuleDef module = model.module(moduleName);
        access.require(module, Verb.READ);
        return module;
    }

    private Condition scope(ModuleTable table, Bin bin) {
        Condition deleted = bin == Bin.LIVE
                ? table.deletedTime().isNull()
                : table.deletedTime().isNotNull();
        return deleted.and(owned(table));
    }

    /** Returns the actor's row scope. */
    Condition owned(ModuleTable table) {
        return access.owners(table.module())
                .map(owners -> table.owner()
                        .in(owners.stream().map(owner -> inline(owner.value())).toList()))
                .orElse(noCondition());
    }

    private Condition condition(PathTables paths, Criteria criteria) {
        return new ExpressionCompiler(paths::column, context)
                .condition(new CriteriaResolver(paths.names()).resolve(criteria));
    }

    public CoqlResult query(CoqlStatement statement) {
        ModuleTable table = table(readable(statement.module()));
        PathTables paths = paths(table);
        CoqlQuery query = statement.resolve(paths.names());
        CoqlCompiler compiler = new CoqlCompiler(sql, paths, new ExpressionCompiler(paths::column, context));
        List<List<FieldValue>> rows = compiler.rows(query, scope(table, Bin.LIVE));
        return new CoqlResult(
                query.columns().stream().map(CoqlQuery.Column::name).toList(),
                rows.stream().limit(query.limit()).toList(),
                rows.size() > query.limit());
    }

    private PathTables paths(ModuleTable table) {
        FieldNames names = FieldNames.of(
                table.module(),
                name -> model.findModule(name).filter(module -> access.may(module, Verb.READ)),
                access::findField);
        return new PathTables(model, table, names, target -> scope(target, Bin.LIVE));
    }

    private static List<FieldPath> own(List<FieldDef> fields) {
        return fields.stream().map(FieldPath::of).toList();
    }

    private List<FieldPath> fields(PathTables paths, List<String> names) {
        return names.stream()
                .distinct()
                .filter(name -> !name.equals("id"))
                .map(name -> visiblePath(paths, name))
                .toList();
    }

    private static FieldPath visiblePath(PathTables paths, String name) {
        FieldPath path = paths.names()
                .find(name)
                .orElseThrow(() -> noSuchField(paths.root().module(), name));
        if (!path.isOwn() && ValueType.of(path.field()).isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Fields of this type are not read over a lookup; read the record that it points to.",
                    Map.of("api_name", name));
        }
        return path;
    }

    private FieldDef visibleField(ModuleDef module, String name) {
        return access.findField(module, name).orElseThrow(() -> noSuchField(module, name));
    }

    private static PlatformException noSuchField(ModuleDef module, String name) {
        return new PlatformException(
                ErrorCode.INVALID_FIELD,
                "The module has no such field.",
                Map.of("api_name", name, "module", module.apiName()));
    }

    private static FieldPath sortable(PathTables paths, String name) {
        FieldPath path = visiblePath(paths, name);
        if (!path.field().isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Lists cannot be ordered by this field.", Map.of("api_name", name));
        }
        return path;
    }

    private FieldDef groupable(ModuleDef module, String name) {
        FieldDef definition = visibleField(module, name);
        if (!definition.isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Records cannot be grouped by this field.", Map.of("api_name", name));
        }
        return definition;
    }

    /** Amounts of several currencies add up in the home currency only. */
    private static Field<BigDecimal> amount(ModuleTable table, FieldDef definition) {
        Field<BigDecimal> column = table.column(definition).cast(SQLDataType.NUMERIC);
        if (definition.type() != FieldType.CURRENCY || !CurrencyFields.isMultiCurrency(table.module())) {
            return column;
        }
        Field<BigDecimal> rate =
                table.column(table.module().field(CurrencyFields.RATE)).cast(SQLDataType.NUMERIC);
        return DSL.round(column.div(DSL.coalesce(rate, inline(BigDecimal.ONE))), CurrencyFields.RATE_SCALE);
    }

    private Field<BigDecimal> measure(ModuleTable table, AggregateQuery query) {
        if (query.measure() == AggregateQuery.Measure.COUNT) {
            return DSL.count().cast(SQLDataType.NUMERIC);
        }
        String name = query.measured()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.REQUIRED_PARAM_MISSING, "Choose the number field to figure of."));
        FieldDef definition = visibleField(table.module(), name);
        if (definition.kind() != ValueKind.NUMBER) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "Only number fields can be figured of.", Map.of("api_name", name));
        }
        Field<BigDecimal> column = amount(table, definition);
        return switch (query.measure()) {
            case COUNT -> throw new IllegalStateException("handled above");
            case SUM -> sum(column);
            case AVERAGE -> avg(column);
            case MINIMUM -> min(column);
            case MAXIMUM -> max(column);
        };
    }

    /** What names the record or user that a lookup points to, as far as the actor may see it. */
    private Optional<SelectField<?>> label(String column, FieldDef definition, Field<Long> pointer) {
        String alias = LABEL_PREFIX + column;
        return switch (definition.kind()) {
            case USER ->
                Optional.of(DSL.field(select(DSL.field(name("target", "name"), String.class))
                                .from(Tables.users(model.org()).as("target"))
                                .where(DSL.field(name("target", "id"), Long.class)
                                        .eq(pointer)))
                        .as(alias));
            case RECORD ->
                definition.target().isEmpty()
                        ? Optional.empty()
                        : targetLabel(model.module(definition.target()), pointer)
                                .map(field -> field.as(alias));
            case TEXT, NUMBER, BOOLEAN, DATE, DATETIME, CHOICES, ANY_RECORD, USERS, FILES, ADDRESS, LINKS, ROWS ->
                Optional.empty();
        };
    }

    private Optional<Field<String>> targetLabel(ModuleDef target, Field<Long> pointer) {
        return displayField(target).map(display -> {
            ModuleTable table = ModuleTable.of(model.org(), target, "target");
            return DSL.field(select(table.column(display).coerce(String.class))
                    .from(table.main())
                    .where(table.id().eq(pointer).and(scope(table, Bin.LIVE))));
        });
    }

    /** Returns the field that names the target's records, if the actor may read it. */
    private Optional<FieldDef> displayField(ModuleDef target) {
        return access.may(target, Verb.READ) ? access.findField(target, target.displayField()) : Optional.empty();
    }

    /** Returns the names of records in use that the actor may see, by id. */
    Map<Long, String> names(ModuleDef module, Collection<Long> ids) {
        Optional<FieldDef> display = displayField(module);
        if (display.isEmpty() || ids.isEmpty()) {
            return Map.of();
        }
        ModuleTable table = table(module);
        Map<Long, String> names = new HashMap<>();
        sql.select(table.id(), table.column(display.get()).coerce(String.class).as("name"))
                .from(table.main())
                .where(scope(table, Bin.LIVE).and(Tables.isOneOf(table.id(), ids)))
                .forEach(row -> names.put(row.value1(), row.value2() == null ? "" : row.value2()));
        return names;
    }

    /** Returns the records in use that the actor may see whose lookup points to one of the parents, oldest first. */
    List<CrmRecord> pointingTo(ModuleDef child, FieldDef pointer, Collection<Long> parents) {
        ModuleTable table = table(child);
        PathTables paths = paths(table);
        Condition where = Tables.isOneOf(table.column(pointer).coerce(Long.class), parents);
        SelectShape shape = shape(child, List.of(), "children", paths.joins(), () -> {
            List<FieldPath> wanted = own(access.fields(child));
            List<SortField<?>> order = new ArrayList<>();
            child.findField(FieldProperties.Subform.ROW_NUMBER)
                    .ifPresent(field -> order.add(table.column(field).asc().nullsLast()));
            order.add(table.id().asc());
            return rendered(paths, scope(table, Bin.LIVE), order, wanted, columns(child, wanted));
        });
        return records(child, shape, plain.rows(shape, where, ""));
    }

    Map<Long, String> userNames(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Field<Long> id = DSL.field(name("id"), Long.class);
        Field<String> userName = DSL.field(name("name"), String.class);
        return sql.select(id, userName)
                .from(Tables.users(model.org()))
                .where(Tables.isOneOf(id, ids))
                .fetchMap(id, userName);
    }

    private List<CrmRecord> records(ModuleDef module, SelectShape shape, List<Row> rows) {
        List<CrmRecord> own = new ArrayList<>(rows.size());
        Map<UserId, User> people = plain.people(model.org());
        rows.forEach(row -> own.add(record(module, shape, row, people)));
        return new CompoundValues(model, access, this).completed(module, shape.own(), own);
    }

    private CrmRecord record(ModuleDef module, SelectShape shape, Row row, Map<UserId, User> people) {
        SequencedMap<String, FieldValue> values = new LinkedHashMap<>();
        Map<String, String> labels = new HashMap<>();
        for (FieldPath path : shape.wanted()) {
            String name = path.isOwn() ? path.field().apiName() : path.text();
            FieldValue value = value(module, path, row);
            values.put(name, value);
            if (path.field().kind() == ValueKind.USER && value instanceof FieldValue.Lookup(long id)) {
                User user = people.get(new UserId(id));
                if (user != null && !user.name().isEmpty()) {
                    labels.put(name, user.name());
                }
            }
        }
        for (int i = 0; i < shape.labels().size(); i++) {
            String label = row.label(i);
            if (label != null && !label.isEmpty()) {
                labels.put(shape.labels().get(i), label);
            }
        }
        return new CrmRecord(module.apiName(), row.id(), row.version(), values, labels);
    }

    private FieldValue value(ModuleDef module, FieldPath path, Row row) {
        if (LiveFormulas.isLive(path)) {
            return live(module).figure(path, input -> row.value(inputName(input)), context.get());
        }
        if (!path.isOwn()) {
            return row.value(path.text());
        }
        return cipher.opened(module, path.field(), row.id(), CompoundValues.valueOf(module, path.field(), row));
    }

    private static String text(Record row, String column) {
        Field<?> found = row.field(column);
        Object value = found == null ? null : row.get(found);
        return value == null ? "" : value.toString();
    }

    private static BigDecimal amount(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private static String cursorOf(FieldPath sort, Row row) {
        return Cursor.encode(sort, row.value(sort.text()), row.id());
    }
}

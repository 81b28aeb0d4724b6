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
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.FieldDef;
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
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
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
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row2;
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

    private static final String BY_ID = "\"r\".\"id\" = ?";
    private static final String BY_IDS = "\"r\".\"id\" = any(?)";

    private final RecordSql plain;
    private final DSLContext sql;
    private final OrgModel model;
    private final Access access;
    private final FieldCipher cipher;

    RecordReader(RecordSql plain, OrgModel model, Access access, SecretService secrets) {
        this.plain = plain;
        this.sql = plain.sql();
        this.model = model;
        this.access = access;
        this.cipher = new FieldCipher(secrets, model.org());
    }

    public RecordPage page(RecordQuery query) {
        ModuleDef module = readable(query.module());
        if (query.limit() < 1 || query.limit() > RecordQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "A page has 1 to 2,000 records.", Map.of("limit", RecordQuery.MAX_LIMIT));
        }
        FieldDef sortField =
                query.sort().map(sort -> sortable(module, sort.field())).orElse(SystemField.CREATED_TIME.definition());
        boolean descending = query.sort().map(RecordQuery.Sort::descending).orElse(true);
        ModuleTable table = table(module);
        Condition where = condition(table, query.criteria()).and(SearchCondition.of(table, access, query.search()));
        if (query.cursor().isPresent()) {
            where = where.and(behind(
                    table,
                    sortField,
                    descending,
                    Cursor.decode(sortField, query.cursor().get())));
        }
        SelectShape shape = pageShape(table, query, sortField, descending);
        List<Row> rows = plain.rows(shape, where, " limit " + (query.limit() + 1));
        boolean more = rows.size() > query.limit();
        List<CrmRecord> records = records(module, shape, more ? rows.subList(0, query.limit()) : rows);
        return new RecordPage(
                records, more ? Optional.of(cursorOf(sortField, rows.get(query.limit() - 1))) : Optional.empty());
    }

    private SelectShape pageShape(ModuleTable table, RecordQuery query, FieldDef sortField, boolean descending) {
        ModuleDef module = table.module();
        String purpose = query.bin() + " " + sortField.apiName() + (descending ? " desc" : " asc");
        return plain.shapes()
                .get(
                        SelectShapes.Key.of(model, access, module.apiName(), query.fields(), purpose, table.parts()),
                        () -> {
                            List<FieldDef> wanted = fields(module, query.fields());
                            LinkedHashSet<FieldDef> read = storedParts(module, wanted);
                            read.add(sortField);
                            return shape(
                                    table,
                                    scope(table, query.bin()),
                                    order(table, sortField, descending),
                                    wanted,
                                    read);
                        });
    }

    public Optional<CrmRecord> find(String moduleName, long id, Bin bin) {
        ModuleDef module = readable(moduleName);
        ModuleTable table = table(module);
        SelectShape shape = plain.shapes()
                .get(SelectShapes.Key.of(model, access, moduleName, List.of(), "find " + bin, table.parts()), () -> {
                    List<FieldDef> wanted = access.fields(module);
                    return shape(table, scope(table, bin), List.of(), wanted, storedParts(module, wanted));
                });
        List<@Nullable Object> binds = new ArrayList<>(shape.binds());
        binds.add(id);
        return records(module, shape, plain.rows(shape, BY_ID, binds, "")).stream()
                .findFirst();
    }

    /** Renders what does not change from one request to the next. */
    private SelectShape shape(
            ModuleTable table,
            Condition scope,
            List<SortField<?>> order,
            List<FieldDef> wanted,
            Collection<FieldDef> stored) {
        List<SelectField<?>> columns = new ArrayList<>(List.of(
                table.id(), table.version(), DSL.field(table.deletedTime().isNotNull())));
        List<SelectField<?>> names = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (FieldDef definition : stored) {
            Field<?> column = table.column(definition);
            columns.add(column.as(definition.apiName()));
            if (definition.kind() == ValueKind.RECORD) {
                label(definition, column.coerce(Long.class)).ifPresent(label -> {
                    names.add(label);
                    labels.add(definition.apiName());
                });
            }
        }
        columns.addAll(names);
        String ordered = order.isEmpty()
                ? ""
                : " order by " + order.stream().map(sql::render).collect(Collectors.joining(", "));
        return SelectShape.of(
                sql.render(sql.select(columns).from(table.joined())),
                sql.render(scope),
                ordered,
                sql.extractBindValues(scope),
                wanted,
                List.copyOf(stored),
                labels);
    }

    private static LinkedHashSet<FieldDef> storedParts(ModuleDef module, List<FieldDef> fields) {
        LinkedHashSet<FieldDef> stored = new LinkedHashSet<>();
        fields.forEach(definition -> stored.addAll(CompoundValues.storedParts(module, definition)));
        return stored;
    }

    public CappedCount count(RecordQuery query, int cap) {
        ModuleTable table = table(readable(query.module()));
        Condition where = scope(table, query.bin())
                .and(condition(table, query.criteria()))
                .and(SearchCondition.of(table, access, query.search()));
        Integer counted = sql.selectCount()
                .from(selectOne()
                        .from(table.joined())
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
        Field<BigDecimal> value = measure(table, query).as("measured");
        Field<Integer> size = DSL.count().as("size");
        Condition where = scope(table, Bin.LIVE).and(condition(table, query.criteria()));
        if (group.isEmpty()) {
            Record row =
                    sql.select(value, size).from(table.joined()).where(where).fetchSingle();
            return List.of(new AggregateRow(FieldValue.NULL, "", amount(row.get(value)), row.get(size)));
        }
        FieldDef key = group.get();
        Field<?> column = table.column(key);
        Table<?> grouped = sql.select(column.as("key"), value, size)
                .from(table.joined())
                .where(where)
                .groupBy(column)
                .asTable("grouped");
        Field<?> keyColumn = DSL.field(name("grouped", "key"), Tables.dataType(key));
        Field<BigDecimal> measured = DSL.field(name("measured"), SQLDataType.NUMERIC);
        Field<Integer> counted = DSL.field(name("size"), SQLDataType.INTEGER);
        List<SelectField<?>> columns = new ArrayList<>(List.of(keyColumn, measured, counted));
        label(key, DSL.field(name("grouped", "key"), Long.class)).ifPresent(columns::add);
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

    /** Returns which of the ids are records in use that the actor may see and that match. */
    Collection<Long> visible(ModuleDef module, Collection<Long> ids, Criteria criteria) {
        ModuleTable table = table(module);
        Condition where = scope(table, Bin.LIVE).and(condition(table, criteria)).and(isOneOf(table.id(), ids));
        return sql.select(table.id()).from(table.joined()).where(where).fetchSet(table.id());
    }

    /**
     * Reads whole rows for writing and locks them, in the order of their ids so that two writers cannot wait for each
     * other; hidden fields too. Rows out of the actor's scope are missing.
     */
    Map<Long, StoredRow> lock(ModuleDef module, Collection<Long> ids) {
        ModuleTable table = table(module);
        SelectShape shape = plain.shapes()
                .get(SelectShapes.Key.of(model, access, module.apiName(), List.of(), "lock", table.parts()), () -> {
                    LinkedHashSet<FieldDef> stored = storedParts(module, module.allFields());
                    return shape(table, owned(table), List.of(table.id().asc()), List.of(), stored);
                });
        List<@Nullable Object> binds = new ArrayList<>(shape.binds());
        binds.add(ids.toArray(Long[]::new));
        Map<Long, StoredRow> rows = new HashMap<>();
        plain.rows(shape, BY_IDS, binds, " for update of \"" + ROW + "\"")
                .forEach(row -> rows.put(row.id(), stored(module, shape, row)));
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
                .where(table.deletedTime().isNull().and(untyped(key).in(wanted)))
                .forEach(
                        row -> holders.computeIfAbsent(Tables.fromColumn(field, row.get("value")), _ -> new HashSet<>())
                                .add(row.get(table.id())));
        return holders;
    }

    private StoredRow stored(ModuleDef module, SelectShape shape, Row row) {
        Map<String, FieldValue> values = new HashMap<>();
        for (FieldDef definition : shape.stored()) {
            values.put(definition.apiName(), cipher.opened(module, definition, row.id(), row.value(definition)));
        }
        return new StoredRow(row.version(), row.isDeleted(), values);
    }

    /** One parameter, however many ids there are. */
    private static Condition isOneOf(Field<Long> id, Collection<Long> ids) {
        return id.eq(DSL.any(val(ids.toArray(Long[]::new), SQLDataType.BIGINT.array())));
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

    private Condition owned(ModuleTable table) {
        return access.owners(table.module())
                .map(owners -> table.owner()
                        .in(owners.stream().map(owner -> inline(owner.value())).toList()))
                .orElse(noCondition());
    }

    private Condition condition(ModuleTable table, Criteria criteria) {
        CriteriaResolver resolver = new CriteriaResolver(name -> access.findField(table.module(), name));
        return ConditionCompiler.compile(resolver.resolve(criteria), table);
    }

    private List<FieldDef> fields(ModuleDef module, List<String> names) {
        return names.stream()
                .distinct()
                .filter(name -> !name.equals("id"))
                .map(name -> visibleField(module, name))
                .toList();
    }

    private FieldDef visibleField(ModuleDef module, String name) {
        return access.findField(module, name)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_FIELD,
                        "The module has no such field.",
                        Map.of("api_name", name, "module", module.apiName())));
    }

    private FieldDef sortable(ModuleDef module, String name) {
        FieldDef definition = visibleField(module, name);
        if (!definition.isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Lists cannot be ordered by this field.", Map.of("api_name", name));
        }
        return definition;
    }

    private FieldDef groupable(ModuleDef module, String name) {
        FieldDef definition = visibleField(module, name);
        if (!definition.isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Records cannot be grouped by this field.", Map.of("api_name", name));
        }
        return definition;
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
        Field<BigDecimal> column = table.column(definition).cast(SQLDataType.NUMERIC);
        return switch (query.measure()) {
            case COUNT -> throw new IllegalStateException("handled above");
            case SUM -> sum(column);
            case AVERAGE -> avg(column);
            case MINIMUM -> min(column);
            case MAXIMUM -> max(column);
        };
    }

    /** What names the record or user that a lookup points to, as far as the actor may see it. */
    private Optional<SelectField<?>> label(FieldDef definition, Field<Long> pointer) {
        String alias = LABEL_PREFIX + definition.apiName();
        return switch (definition.kind()) {
            case USER ->
                Optional.of(DSL.field(select(DSL.field(name("target", "name"), String.class))
                                .from(Tables.users(model.org()).as("target"))
                                .where(DSL.field(name("target", "id"), Long.class)
                                        .eq(pointer)))
                        .as(alias));
            case RECORD ->
                targetLabel(model.module(definition.target()), pointer).map(field -> field.as(alias));
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
                .where(scope(table, Bin.LIVE).and(isOneOf(table.id(), ids)))
                .forEach(row -> names.put(row.value1(), row.value2() == null ? "" : row.value2()));
        return names;
    }

    /** Returns the records in use that the actor may see whose lookup points to one of the parents, oldest first. */
    List<CrmRecord> pointingTo(ModuleDef child, FieldDef pointer, Collection<Long> parents) {
        ModuleTable table = table(child);
        Condition where = isOneOf(table.column(pointer).coerce(Long.class), parents);
        SelectShape shape = plain.shapes()
                .get(SelectShapes.Key.of(model, access, child.apiName(), List.of(), "children", table.parts()), () -> {
                    List<FieldDef> wanted = access.fields(child);
                    List<SortField<?>> order = new ArrayList<>();
                    child.findField("Row_Number")
                            .ifPresent(
                                    field -> order.add(table.column(field).asc().nullsLast()));
                    order.add(table.id().asc());
                    return shape(table, scope(table, Bin.LIVE), order, wanted, storedParts(child, wanted));
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
                .where(isOneOf(id, ids))
                .fetchMap(id, userName);
    }

    private List<CrmRecord> records(ModuleDef module, SelectShape shape, List<Row> rows) {
        List<CrmRecord> own = new ArrayList<>(rows.size());
        Map<UserId, User> people = plain.people(model.org());
        rows.forEach(row -> own.add(record(module, shape, row, people)));
        return new CompoundValues(model, access, this).completed(module, shape.wanted(), own);
    }

    private CrmRecord record(ModuleDef module, SelectShape shape, Row row, Map<UserId, User> people) {
        SequencedMap<String, FieldValue> values = new LinkedHashMap<>();
        Map<String, String> labels = new HashMap<>();
        for (FieldDef definition : shape.wanted()) {
            FieldValue value = CompoundValues.valueOf(module, definition, row);
            values.put(definition.apiName(), cipher.opened(module, definition, row.id(), value));
            if (definition.kind() == ValueKind.USER && value instanceof FieldValue.Lookup(long id)) {
                User user = people.get(new UserId(id));
                if (user != null && !user.name().isEmpty()) {
                    labels.put(definition.apiName(), user.name());
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

    private static String text(Record row, String column) {
        Field<?> found = row.field(column);
        Object value = found == null ? null : row.get(found);
        return value == null ? "" : value.toString();
    }

    private static BigDecimal amount(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private static String cursorOf(FieldDef sortField, Row row) {
        return Cursor.encode(sortField, row.value(sortField), row.id());
    }

    private static List<SortField<?>> order(ModuleTable table, FieldDef sortField, boolean descending) {
        Field<?> key = sortKey(table, sortField);
        // The default order is an index's: empty times do not exist, so it needs no word on them.
        boolean plain = sortField.system();
        SortField<?> first = descending ? key.desc() : key.asc();
        return List.of(
                plain ? first : first.nullsLast(),
                descending ? table.id().desc() : table.id().asc());
    }

    private static Condition behind(ModuleTable table, FieldDef sortField, boolean descending, Cursor cursor) {
        Field<Object> key = untyped(sortKey(table, sortField));
        Condition laterId = descending ? table.id().lt(cursor.id()) : table.id().gt(cursor.id());
        if (cursor.value().isNull()) {
            return key.isNull().and(laterId);
        }
        Field<Object> last = untyped(lastKey(sortField, cursor.value()));
        if (sortField.system()) {
            // One comparison of pairs, as an index can begin behind the last record only by that.
            Row2<Object, Long> here = DSL.row(key, table.id());
            Row2<Object, Long> there = DSL.row(last, val(cursor.id()));
            return descending ? here.lt(there) : here.gt(there);
        }
        Condition later = descending ? key.lt(last) : key.gt(last);
        return later.or(key.eq(last).and(laterId)).or(key.isNull());
    }

    /** People expect a, B, ç: the language-neutral ICU order, not that of code points. */
    private static Field<?> sortKey(ModuleTable table, FieldDef sortField) {
        Field<?> column = table.column(sortField);
        return sortField.kind() == ValueKind.TEXT
                ? column.coerce(SQLDataType.CLOB).collate(name("und-x-icu"))
                : column;
    }

    private static Field<?> lastKey(FieldDef sortField, FieldValue value) {
        Field<?> last = val(Tables.toColumn(sortField, value), Tables.dataType(sortField));
        return sortField.kind() == ValueKind.TEXT
                ? last.coerce(SQLDataType.CLOB).collate(name("und-x-icu"))
                : last;
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> untyped(Field<?> column) {
        return (Field<Object>) column;
    }
}

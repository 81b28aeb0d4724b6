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
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.AggregateRow;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
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

    private final DSLContext sql;
    private final OrgModel model;
    private final Access access;

    public RecordReader(DSLContext sql, OrgModel model, Access access) {
        this.sql = sql;
        this.model = model;
        this.access = access;
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
        List<FieldDef> wanted = fields(module, query.fields());
        LinkedHashSet<FieldDef> read = new LinkedHashSet<>(wanted);
        read.add(sortField);
        Condition where = scope(module, query.bin()).and(condition(module, query.criteria()));
        if (query.cursor().isPresent()) {
            where = where.and(behind(
                    sortField,
                    descending,
                    Cursor.decode(sortField, query.cursor().get())));
        }
        List<? extends Record> rows = sql.select(selection(read))
                .from(Tables.of(model.org(), module).as(ROW))
                .where(where)
                .orderBy(order(sortField, descending))
                .limit(query.limit() + 1)
                .fetch();
        List<CrmRecord> records = rows.stream()
                .limit(query.limit())
                .map(row -> record(module, wanted, row))
                .toList();
        boolean more = rows.size() > query.limit();
        return new RecordPage(
                records, more ? Optional.of(cursorOf(sortField, rows.get(query.limit() - 1))) : Optional.empty());
    }

    public Optional<CrmRecord> find(String moduleName, long id, Bin bin) {
        ModuleDef module = readable(moduleName);
        List<FieldDef> fields = access.fields(module);
        return sql.select(selection(fields))
                .from(Tables.of(model.org(), module).as(ROW))
                .where(scope(module, bin).and(Tables.ID.eq(id)))
                .fetchOptional()
                .map(row -> record(module, fields, row));
    }

    public CappedCount count(String moduleName, Criteria criteria, int cap) {
        ModuleDef module = readable(moduleName);
        Integer counted = sql.selectCount()
                .from(selectOne()
                        .from(Tables.of(model.org(), module))
                        .where(scope(module, Bin.LIVE).and(condition(module, criteria)))
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
        Field<BigDecimal> value = measure(module, query).as("measured");
        Field<Integer> size = DSL.count().as("size");
        Condition where = scope(module, Bin.LIVE).and(condition(module, query.criteria()));
        if (group.isEmpty()) {
            Record row = sql.select(value, size)
                    .from(Tables.of(model.org(), module))
                    .where(where)
                    .fetchSingle();
            return List.of(new AggregateRow(FieldValue.NULL, "", amount(row.get(value)), row.get(size)));
        }
        FieldDef key = group.get();
        Field<?> keyColumn = Tables.column(key);
        Table<?> grouped = sql.select(keyColumn, value, size)
                .from(Tables.of(model.org(), module))
                .where(where)
                .groupBy(keyColumn)
                .asTable("grouped");
        Field<BigDecimal> measured = DSL.field(name("measured"), SQLDataType.NUMERIC);
        Field<Integer> counted = DSL.field(name("size"), SQLDataType.INTEGER);
        List<SelectField<?>> columns = new ArrayList<>(List.of(keyColumn, measured, counted));
        label(key, DSL.field(name("grouped", key.apiName()), Long.class)).ifPresent(columns::add);
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

    /**
     * Returns which of the ids are records in use that the actor may see, and keeps them from being deleted or merged
     * away before the transaction ends: whoever points to them may rely on it.
     */
    Collection<Long> visible(ModuleDef module, Collection<Long> ids) {
        return sql.select(Tables.ID)
                .from(Tables.of(model.org(), module))
                .where(scope(module, Bin.LIVE).and(Tables.ID.in(ids)))
                .orderBy(Tables.ID)
                .forKeyShare()
                .fetchSet(Tables.ID);
    }

    /** Returns which of the ids are records, in use or recycled, that the actor may see. */
    Set<Long> inScope(ModuleDef module, Collection<Long> ids) {
        if (!access.may(module, Verb.READ)) {
            return Set.of();
        }
        return sql.select(Tables.ID)
                .from(Tables.of(model.org(), module))
                .where(owned(module).and(Tables.ID.in(ids)))
                .fetchSet(Tables.ID);
    }

    /**
     * Returns what names each of these records, in use or recycled, that the actor may see; empty text where the naming
     * field is hidden or empty.
     */
    Map<Long, String> names(ModuleDef module, Collection<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        if (!access.may(module, Verb.READ)) {
            return names;
        }
        Optional<FieldDef> naming = access.findField(module, module.displayField());
        List<SelectField<?>> columns = new ArrayList<>(List.of(Tables.ID));
        naming.ifPresent(definition -> columns.add(Tables.column(definition)));
        sql.select(columns)
                .from(Tables.of(model.org(), module))
                .where(owned(module).and(Tables.ID.in(ids)))
                .fetch()
                .forEach(row -> names.put(
                        row.get(Tables.ID),
                        naming.map(definition -> text(row, definition.apiName()))
                                .orElse("")));
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
        List<Field<?>> columns = new ArrayList<>(List.of(Tables.ID, Tables.VERSION, Tables.DELETED_TIME));
        module.allFields().forEach(definition -> columns.add(Tables.column(definition)));
        Map<Long, StoredRow> rows = new HashMap<>();
        var ordered = sql.select(columns)
                .from(Tables.of(model.org(), module))
                .where(owned(module).and(Tables.ID.in(ids)))
                .orderBy(Tables.ID);
        var locked = switch (strength) {
            case CHANGE -> ordered.forNoKeyUpdate();
            case REMOVE -> ordered.forUpdate();
        };
        locked.fetch().forEach(row -> rows.put(row.get(Tables.ID), stored(module, row)));
        return rows;
    }

    private static StoredRow stored(ModuleDef module, Record row) {
        Map<String, FieldValue> values = new HashMap<>();
        for (FieldDef definition : module.allFields()) {
            values.put(definition.apiName(), Tables.fromColumn(definition, row.get(definition.apiName())));
        }
        return new StoredRow(row.get(Tables.VERSION), row.get(Tables.DELETED_TIME) != null, values);
    }

    private ModuleDef readable(String moduleName) {
        ModuleDef module = model.module(moduleName);
        access.require(module, Verb.READ);
        return module;
    }

    private Condition scope(ModuleDef module, Bin bin) {
        Condition deleted = bin == Bin.LIVE ? Tables.DELETED_TIME.isNull() : Tables.DELETED_TIME.isNotNull();
        return deleted.and(owned(module));
    }

    Condition owned(ModuleDef module) {
        return access.owners(module)
                .map(owners -> Tables.OWNER.in(
                        owners.stream().map(owner -> inline(owner.value())).toList()))
                .orElse(noCondition());
    }

    private Condition condition(ModuleDef module, Criteria criteria) {
        CriteriaResolver resolver = new CriteriaResolver(name -> access.findField(module, name));
        return ConditionCompiler.compile(resolver.resolve(criteria));
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
        if (!definition.type().isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Lists cannot be ordered by this field.", Map.of("api_name", name));
        }
        return definition;
    }

    private FieldDef groupable(ModuleDef module, String name) {
        FieldDef definition = visibleField(module, name);
        if (definition.type() == FieldType.TEXTAREA || definition.type() == FieldType.MULTISELECTPICKLIST) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Records cannot be grouped by this field.", Map.of("api_name", name));
        }
        return definition;
    }

    private Field<BigDecimal> measure(ModuleDef module, AggregateQuery query) {
        if (query.measure() == AggregateQuery.Measure.COUNT) {
            return DSL.count().cast(SQLDataType.NUMERIC);
        }
        String name = query.measured()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.REQUIRED_PARAM_MISSING, "Choose the number field to figure of."));
        FieldDef definition = visibleField(module, name);
        if (!definition.type().isNumber()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "Only number fields can be figured of.", Map.of("api_name", name));
        }
        Field<BigDecimal> column = Tables.column(definition).cast(SQLDataType.NUMERIC);
        return switch (query.measure()) {
            case COUNT -> throw new IllegalStateException("handled above");
            case SUM -> sum(column);
            case AVERAGE -> avg(column);
            case MINIMUM -> min(column);
            case MAXIMUM -> max(column);
        };
    }

    private List<SelectField<?>> selection(Collection<FieldDef> fields) {
        List<SelectField<?>> columns = new ArrayList<>(List.of(Tables.ID, Tables.VERSION));
        for (FieldDef definition : fields) {
            columns.add(Tables.column(definition));
            label(definition, DSL.field(name(ROW, definition.apiName()), Long.class))
                    .ifPresent(columns::add);
        }
        return columns;
    }

    /** What names the record or user that a lookup points to, as far as the actor may see it. */
    private Optional<SelectField<?>> label(FieldDef definition, Field<Long> pointer) {
        String alias = LABEL_PREFIX + definition.apiName();
        Field<Long> id = DSL.field(name("target", "id"), Long.class);
        return switch (definition.type()) {
            case OWNERLOOKUP ->
                Optional.of(DSL.field(select(DSL.field(name("target", "name"), String.class))
                                .from(Tables.users(model.org()).as("target"))
                                .where(id.eq(pointer)))
                        .as(alias));
            case LOOKUP -> {
                ModuleDef target = model.module(definition.target());
                if (!access.may(target, Verb.READ)
                        || access.findField(target, target.displayField()).isEmpty()) {
                    yield Optional.empty();
                }
                Field<Long> owner = DSL.field(name("target", SystemField.OWNER.apiName()), Long.class);
                Condition seen = access.owners(target)
                        .map(owners ->
                                owner.in(owners.stream().map(UserId::value).toList()))
                        .orElse(noCondition());
                yield Optional.of(DSL.field(select(DSL.field(name("target", target.displayField()), String.class))
                                .from(Tables.of(model.org(), target).as("target"))
                                .where(id.eq(pointer)
                                        .and(DSL.field(name("target", "sys_deleted_time"))
                                                .isNull())
                                        .and(seen)))
                        .as(alias));
            }
            case TEXT,
                    TEXTAREA,
                    EMAIL,
                    PHONE,
                    WEBSITE,
                    PICKLIST,
                    MULTISELECTPICKLIST,
                    INTEGER,
                    BIGINT,
                    DOUBLE,
                    PERCENT,
                    CURRENCY,
                    DATE,
                    DATETIME,
                    BOOLEAN,
                    AUTONUMBER -> Optional.empty();
        };
    }

    private CrmRecord record(ModuleDef module, Collection<FieldDef> fields, Record row) {
        SequencedMap<String, FieldValue> values = new LinkedHashMap<>();
        Map<String, String> labels = new HashMap<>();
        for (FieldDef definition : fields) {
            FieldValue value = Tables.fromColumn(definition, row.get(definition.apiName()));
            values.put(definition.apiName(), value);
            String label = text(row, LABEL_PREFIX + definition.apiName());
            if (!label.isEmpty()) {
                labels.put(definition.apiName(), label);
            }
        }
        return new CrmRecord(module.apiName(), row.get(Tables.ID), row.get(Tables.VERSION), values, labels);
    }

    private static String text(Record row, String column) {
        Field<?> found = row.field(column);
        Object value = found == null ? null : row.get(found);
        return value == null ? "" : value.toString();
    }

    private static BigDecimal amount(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private static String cursorOf(FieldDef sortField, Record row) {
        FieldValue value = Tables.fromColumn(sortField, row.get(sortField.apiName()));
        return Cursor.encode(sortField, value, row.get(Tables.ID));
    }

    private static List<SortField<?>> order(FieldDef sortField, boolean descending) {
        Field<?> key = sortKey(sortField);
        // The default order is an index's: empty times do not exist, so it needs no word on them.
        boolean plain = sortField.system();
        SortField<?> first = descending ? key.desc() : key.asc();
        return List.of(plain ? first : first.nullsLast(), descending ? Tables.ID.desc() : Tables.ID.asc());
    }

    private static Condition behind(FieldDef sortField, boolean descending, Cursor cursor) {
        Field<Object> key = untyped(sortKey(sortField));
        Condition laterId = descending ? Tables.ID.lt(cursor.id()) : Tables.ID.gt(cursor.id());
        if (cursor.value().isNull()) {
            return key.isNull().and(laterId);
        }
        Field<Object> last = untyped(lastKey(sortField, cursor.value()));
        Condition later = descending ? key.lt(last) : key.gt(last);
        Condition rest = later.or(key.eq(last).and(laterId));
        return sortField.system() ? rest : rest.or(key.isNull());
    }

    /** People expect a, B, ç: the language-neutral ICU order, not that of code points. */
    private static Field<?> sortKey(FieldDef sortField) {
        Field<?> column = Tables.column(sortField);
        return sortField.type().isText() ? column.coerce(SQLDataType.CLOB).collate(name("und-x-icu")) : column;
    }

    private static Field<?> lastKey(FieldDef sortField, FieldValue value) {
        Field<?> last = val(Tables.toColumn(sortField, value), Tables.dataType(sortField.type()));
        return sortField.type().isText() ? last.coerce(SQLDataType.CLOB).collate(name("und-x-icu")) : last;
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> untyped(Field<?> column) {
        return (Field<Object>) column;
    }
}

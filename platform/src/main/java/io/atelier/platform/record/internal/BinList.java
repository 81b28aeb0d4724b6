package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.RecycledRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists what is in the recycle bin, over all modules, in the actor's row scope. */
@Component
public class BinList {
    private static final Field<Long> RECORD = field(name("bin", "record_id"), SQLDataType.BIGINT);
    private static final Field<String> MODULE = field(name("bin", "module"), SQLDataType.CLOB);
    private static final Field<Instant> TIME = field(name("bin", "deleted_time"), SQLDataType.INSTANT);
    private static final Field<Long> BY = field(name("bin", "deleted_by"), SQLDataType.BIGINT);
    private static final Field<Long> OPERATION = field(name("bin", "operation_id"), SQLDataType.BIGINT);
    private static final Field<Long> PARENT = field(name("bin", "parent_id"), SQLDataType.BIGINT);
    private static final Field<Long> MERGED = field(name("bin", "merged_into"), SQLDataType.BIGINT);

    private final DSLContext sql;
    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService accessService;

    BinList(DSLContext sql, RecordReaders readers, MetadataService metadata, AccessService accessService) {
        this.sql = sql;
        this.readers = readers;
        this.metadata = metadata;
        this.accessService = accessService;
    }

    public RecycledRecord.Page page(Actor actor, Optional<String> onlyModule, Optional<String> cursor, int limit) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        onlyModule.ifPresent(module -> access.require(model.module(module), Verb.READ));
        Condition behind = cursor.map(BinList::behind).orElse(noCondition());
        @Nullable Select<Record> all = null;
        for (ModuleDef module : model.modules()) {
            boolean wanted = onlyModule.isEmpty() || onlyModule.get().equals(module.apiName());
            if (wanted && !module.kind().isOwned() && access.may(module, Verb.READ)) {
                Select<Record> some = some(model, module, access, behind, limit);
                all = all == null ? some : all.unionAll(some);
            }
        }
        if (all == null) {
            return new RecycledRecord.Page(List.of(), Optional.empty());
        }
        List<RecycledRecord> found = sql.select()
                .from(all.asTable("found"))
                .orderBy(
                        field(name("deleted_time")).desc(),
                        field(name("record_id")).desc())
                .limit(limit + 1)
                .fetch(BinList::recycled);
        List<RecycledRecord> page = found.subList(0, Math.min(limit, found.size()));
        return new RecycledRecord.Page(
                page, found.size() > limit ? Optional.of(cursorOf(page.getLast())) : Optional.empty());
    }

    private Select<Record> some(OrgModel model, ModuleDef module, Access access, Condition behind, int limit) {
        ModuleTable records = ModuleTable.of(model.org(), module, "r");
        Field<String> label = access.findField(module, module.displayField())
                .map(display -> records.column(display).cast(SQLDataType.CLOB))
                .orElse(inline("").cast(SQLDataType.CLOB));
        Field<String> person = sql.select(field(name("u", "name"), SQLDataType.CLOB))
                .from(Tables.users(model.org()).as("u"))
                .where(field(name("u", "id"), Long.class).eq(BY))
                .asField("person");
        RecordReader reader = readers.of(model, access);
        List<Field<?>> columns = List.of(MODULE, RECORD, TIME, BY, OPERATION, MERGED, label.as("label"), person);
        return sql.select(columns)
                .from(records.joined())
                .join(table(name(model.org().schema(), "sys_bin")).as("bin"))
                .on(RECORD.eq(records.id()).and(MODULE.eq(inline(module.apiName()))))
                // What went with its parent comes back with it, and is not shown beside it.
                .where(reader.owned(records).and(PARENT.isNull()).and(behind))
                .orderBy(TIME.desc(), RECORD.desc())
                .limit(limit + 1);
    }

    private static RecycledRecord recycled(Record row) {
        @Nullable Long merged = row.get("merged_into", Long.class);
        return new RecycledRecord(
                text(row, "module"),
                row.get("record_id", Long.class),
                text(row, "label"),
                row.get("deleted_time", Instant.class),
                new UserId(row.get("deleted_by", Long.class)),
                text(row, "person"),
                row.get("operation_id", Long.class),
                merged == null ? OptionalLong.empty() : OptionalLong.of(merged));
    }

    private static String text(Record row, String column) {
        @Nullable String text = row.get(column, String.class);
        return text == null ? "" : text;
    }

    private static String cursorOf(RecycledRecord last) {
        return last.deletedAt() + "_" + last.id();
    }

    private static Condition behind(String cursor) {
        try {
            String[] parts = cursor.split("_", 2);
            return row(TIME, RECORD).lt(Instant.parse(parts[0]), Long.parseLong(parts[1]));
        } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "This page position does not belong to this list; start from its first page.");
        }
    }
}

package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleKind;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the lookups of all modules in order when the records that they point to are merged or deleted for good. */
@Component
class Links {
    private final DSLContext sql;
    private final RecordReaders readers;
    private final WritePipeline pipeline;

    Links(DSLContext sql, RecordReaders readers, WritePipeline pipeline) {
        this.sql = sql;
        this.readers = readers;
        this.pipeline = pipeline;
    }

    /**
     * What is moved: every lookup to some records, to another record or to nothing.
     *
     * @param from records that are locked against new links
     * @param except records of the same module whose lookups are left alone
     */
    record Move(
            ModuleDef target, Set<Long> from, OptionalLong to, Set<Long> except, OperationKind kind, long operation) {}

    /**
     * Moves links, also of recycled records and of such as the actor cannot see.
     *
     * @param access whose sight counts
     * @return how many links were moved of those that the actor may see
     */
    long move(Actor actor, OrgModel model, Move move, Access access) {
        long seen = 0;
        for (OrgModel.RelatedList link : model.pointersTo(move.target())) {
            dropTwins(actor, model, link, move);
            List<Long> ids = lockPointing(model, link, move);
            while (!ids.isEmpty()) {
                if (isVisible(link, access)) {
                    seen += readers.of(model, access)
                            .inScope(link.module(), ids)
                            .size();
                }
                Map<String, @Nullable Object> value =
                        Collections.singletonMap(link.field().apiName(), to(move, link.field()));
                write(
                        actor,
                        link.module(),
                        ids.stream()
                                .<RecordChange>map(id -> RecordChange.update(id, value))
                                .toList(),
                        move);
                ids = lockPointing(model, link, move);
            }
        }
        return seen;
    }

    private static @Nullable Object to(Move move, FieldDef field) {
        if (move.to().isEmpty()) {
            return null;
        }
        String id = Long.toString(move.to().getAsLong());
        return field.kind() == ValueKind.ANY_RECORD
                ? Map.of("module", move.target().apiName(), "id", id)
                : id;
    }

    private static boolean isVisible(OrgModel.RelatedList link, Access access) {
        return access.may(link.module(), Verb.READ)
                && access.findField(link.module(), link.field().apiName()).isPresent();
    }

    /** Counts the links to these records by module, of records in use that the actor may see. */
    Map<String, Long> count(OrgModel model, ModuleDef target, Set<Long> pointedTo, Access access) {
        Map<String, Long> counts = new LinkedHashMap<>();
        RecordReader reader = readers.of(model, access);
        for (OrgModel.RelatedList link : model.pointersTo(target)) {
            if (isVisible(link, access)) {
                ModuleTable table = ModuleTable.of(model.org(), link.module(), "r");
                Condition where = pointing(table, link.field(), target, pointedTo)
                        .and(reader.owned(table))
                        .and(table.deletedTime().isNull());
                long count = sql.fetchCount(
                        sql.select(table.id()).from(table.joined()).where(where));
                if (count > 0) {
                    counts.merge(link.module().apiName(), count, Long::sum);
                }
            }
        }
        return counts;
    }

    /** Locked at once: what points elsewhere by the time that the lock is had is not among them. */
    private List<Long> lockPointing(OrgModel model, OrgModel.RelatedList link, Move move) {
        ModuleTable table = ModuleTable.of(model.org(), link.module(), "r");
        boolean same = link.module().apiName().equals(move.target().apiName());
        Condition others = same && !move.except().isEmpty() ? table.id().notIn(move.except()) : noCondition();
        // A pair that was taken apart before would only clash with its twin.
        Condition inUse =
                link.module().kind() == ModuleKind.LINKING ? table.deletedTime().isNull() : noCondition();
        Condition where = pointing(table, link.field(), move.target(), move.from())
                .and(others)
                .and(inUse);
        return sql.select(table.id())
                .from(table.joined())
                .where(where)
                .orderBy(table.id())
                .limit(WriteRequest.MAX_ROWS)
                .forNoKeyUpdate()
                .of(table.main())
                .fetch(table.id());
    }

    @SuppressWarnings("unchecked")
    private static Condition pointing(ModuleTable table, FieldDef field, ModuleDef target, Collection<Long> ids) {
        if (field.kind() == ValueKind.ANY_RECORD) {
            String[] texts = ids.stream().map(id -> target.apiName() + ":" + id).toArray(String[]::new);
            return ((Field<String>) table.column(field)).eq(any(val(texts, SQLDataType.CLOB.array())));
        }
        return Tables.isOneOf((Field<Long>) table.column(field), ids);
    }

    /** Two records are linked once: where both have a link to the same third, one of the two links goes. */
    private void dropTwins(Actor actor, OrgModel model, OrgModel.RelatedList link, Move move) {
        Optional<FieldDef> other = move.to().isEmpty() ? Optional.empty() : otherSide(model, link);
        if (other.isEmpty()) {
            return;
        }
        long to = move.to().getAsLong();
        Set<Long> all = new LinkedHashSet<>(Set.of(to));
        all.addAll(move.from());
        ModuleTable table = ModuleTable.of(model.org(), link.module(), "r");
        @SuppressWarnings("unchecked")
        Field<Long> own = (Field<Long>) table.column(link.field());
        @SuppressWarnings("unchecked")
        Field<Long> third = (Field<Long>) table.column(other.get());
        boolean toItself = other.get().target().equals(move.target().apiName());
        Set<Long> linked = new HashSet<>();
        List<RecordChange> twins = new ArrayList<>();
        sql.select(table.id(), own, third)
                .from(table.joined())
                .where(Tables.isOneOf(own, all).and(table.deletedTime().isNull()))
                .orderBy(own.eq(to).desc(), table.id())
                .forNoKeyUpdate()
                .of(table.main())
                .forEach(row -> {
                    boolean loop = toItself && all.contains(row.value3());
                    if ((loop || !linked.add(row.value3())) && row.value2() != to) {
                        twins.add(new RecordChange.Delete(row.value1()));
                    }
                });
        for (int i = 0; i < twins.size(); i += WriteRequest.MAX_ROWS) {
            write(actor, link.module(), twins.subList(i, Math.min(twins.size(), i + WriteRequest.MAX_ROWS)), move);
        }
    }

    private static Optional<FieldDef> otherSide(OrgModel model, OrgModel.RelatedList link) {
        if (link.module().kind() != ModuleKind.LINKING) {
            return Optional.empty();
        }
        return model.modules().stream()
                .flatMap(module -> module.fields().stream())
                .flatMap(field -> field.properties() instanceof FieldProperties.MultiLookup lookup
                                && lookup.linkingModule().equals(link.module().apiName())
                        ? Stream.of(lookup)
                        : Stream.empty())
                .flatMap(lookup -> Stream.of(lookup.ownField(), lookup.targetField())
                        .filter(name -> Set.of(lookup.ownField(), lookup.targetField())
                                .contains(link.field().apiName()))
                        .filter(name -> !name.equals(link.field().apiName())))
                .findFirst()
                .flatMap(name -> link.module().findField(name));
    }

    private void write(Actor actor, ModuleDef module, List<RecordChange> changes, Move move) {
        WriteResult result = pipeline.write(
                actor,
                new WriteRequest(module.apiName(), move.kind(), Atomicity.ALL_OR_NOTHING, changes)
                        .continuing(move.operation()),
                WriteMode.MAINTENANCE);
        if (result.savedCount() < changes.size()) {
            // Of a record that the actor may not even see: no word of which one.
            throw new PlatformException(ErrorCode.NOT_ALLOWED, "A link to the record cannot be moved.");
        }
    }
}

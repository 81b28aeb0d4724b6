package io.atelier.platform.record.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.record.TypeChange;
import io.atelier.platform.secret.SecretService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Reads a field's values in portions and writes what becomes of them into the column of another. */
@Component
public class TypeConverter {
    private static final int PREVIEW_PORTION = 5_000;

    private final DSLContext sql;
    private final MetadataService metadata;
    private final OrgService orgs;
    private final SecretService secrets;
    private final RecordReaders readers;
    private final AccessService access;

    TypeConverter(
            DSLContext sql,
            MetadataService metadata,
            OrgService orgs,
            SecretService secrets,
            RecordReaders readers,
            AccessService access) {
        this.sql = sql;
        this.metadata = metadata;
        this.orgs = orgs;
        this.secrets = secrets;
        this.readers = readers;
        this.access = access;
    }

    /**
     * What became of a portion.
     *
     * @param last id of its last record; that of the portion before if there was none
     * @param unfit values that did not fit
     */
    record Portion(long last, int records, List<TypeChange.Sample> unfit) {}

    public TypeChange.Preview preview(OrgId org, ModuleDef module, FieldDef from, FieldDef to) {
        ValueConversion conversion = new ValueConversion(to, orgs.get(org).zone());
        long fitting = 0;
        long unfit = 0;
        long empty = 0;
        long fittingSamples = 0;
        long unfitSamples = 0;
        List<TypeChange.Sample> samples = new ArrayList<>();
        SequencedMap<Long, FieldValue> values = read(org, module, from, behind(org, module, 0), PREVIEW_PORTION, false);
        while (!values.isEmpty()) {
            Map<Long, String> names = names(org, from, values.values());
            for (Map.Entry<Long, FieldValue> value : values.entrySet()) {
                TypeChange.Sample sample = sample(conversion, value.getKey(), value.getValue(), names);
                if (value.getValue().isNull()) {
                    empty++;
                } else if (sample.problem().isEmpty()) {
                    fitting++;
                    if (fittingSamples++ < TypeChange.Preview.MAX_SAMPLES) {
                        samples.add(sample);
                    }
                } else {
                    unfit++;
                    if (unfitSamples++ < TypeChange.Preview.MAX_SAMPLES) {
                        samples.add(sample);
                    }
                }
            }
            values = read(
                    org, module, from, behind(org, module, values.lastEntry().getKey()), PREVIEW_PORTION, false);
        }
        return new TypeChange.Preview(fitting, unfit, empty, samples);
    }

    private static TypeChange.Sample sample(
            ValueConversion conversion, long id, FieldValue value, Map<Long, String> names) {
        String before = ValueConversion.text(value, names);
        return switch (conversion.convert(value, names)) {
            case ValueCodec.Parsed.Good(FieldValue good) ->
                new TypeChange.Sample(id, before, ValueConversion.text(good, names), "");
            case ValueCodec.Parsed.Bad(var _, String message) -> new TypeChange.Sample(id, before, "", message);
        };
    }

    /** Converts the next records behind an id, in the order of their ids; locks them. */
    Portion convertBehind(OrgId org, ModuleDef module, FieldDef from, FieldDef to, long id, int limit) {
        SequencedMap<Long, FieldValue> values = read(org, module, from, behind(org, module, id), limit, true);
        return write(org, module, from, to, values, id);
    }

    /** Converts these records again; locks them. */
    Portion convert(OrgId org, ModuleDef module, FieldDef from, FieldDef to, List<Long> ids) {
        ModuleTable table = table(org, module);
        Condition these = Tables.isOneOf(table.id(), ids);
        return write(org, module, from, to, read(org, module, from, these, ids.size(), true), 0);
    }

    private Portion write(
            OrgId org,
            ModuleDef module,
            FieldDef from,
            FieldDef to,
            SequencedMap<Long, FieldValue> values,
            long before) {
        if (values.isEmpty()) {
            return new Portion(before, 0, List.of());
        }
        ValueConversion conversion = new ValueConversion(to, orgs.get(org).zone());
        Map<Long, String> names = names(org, from, values.values());
        List<TypeChange.Sample> unfit = new ArrayList<>();
        Map<Long, FieldValue> converted = new LinkedHashMap<>();
        values.forEach((id, value) -> {
            FieldValue result = switch (conversion.convert(value, names)) {
                case ValueCodec.Parsed.Good(FieldValue good) -> good;
                case ValueCodec.Parsed.Bad _ -> {
                    unfit.add(sample(conversion, id, value, names));
                    yield FieldValue.NULL;
                }
            };
            converted.put(id, result);
        });
        store(org, module, to, converted);
        return new Portion(values.lastEntry().getKey(), values.size(), unfit);
    }

    private void store(OrgId org, ModuleDef module, FieldDef to, Map<Long, FieldValue> values) {
        FieldCipher cipher = new FieldCipher(secrets, org);
        int part = to.storage().part();
        Field<?> column = Tables.column(to);
        Map<Field<?>, Field<?>> setting = Map.of(column, DSL.val(null, Tables.dataType(to)));
        BatchBindStep batch = sql.batch(
                part == 0
                        ? sql.update(Tables.of(org, module)).set(setting).where(Tables.ID.eq(DSL.val(0L)))
                        : sql.insertInto(Tables.part(org, module, part))
                                .columns(List.of(column, Tables.ID))
                                .values(Collections.nCopies(2, (Object) null))
                                .onConflict(Tables.ID)
                                .doUpdate()
                                .set(Map.of(column, DSL.excluded(column))));
        for (Map.Entry<Long, FieldValue> value : values.entrySet()) {
            FieldValue sealed = cipher.sealed(module, to, value.getKey(), value.getValue());
            batch = batch.bind(Tables.toColumn(to, sealed), value.getKey());
        }
        batch.execute();
    }

    private SequencedMap<Long, FieldValue> read(
            OrgId org, ModuleDef module, FieldDef from, Condition which, int limit, boolean lock) {
        ModuleTable table = table(org, module);
        FieldCipher cipher = new FieldCipher(secrets, org);
        Field<?> column = table.column(from);
        var select = sql.select(table.id(), column.as("value"))
                .from(table.joined())
                .where(which)
                .orderBy(table.id())
                .limit(limit);
        ResultQuery<? extends Record2<Long, ?>> query =
                lock ? select.forUpdate().of(table.main()) : select;
        SequencedMap<Long, FieldValue> values = new LinkedHashMap<>();
        for (Record row : query.fetch()) {
            long id = row.get(table.id());
            values.put(id, cipher.opened(module, from, id, Tables.fromColumn(from, row.get("value"))));
        }
        return values;
    }

    private Map<Long, String> names(OrgId org, FieldDef from, Collection<FieldValue> values) {
        Set<Long> ids = new HashSet<>();
        values.forEach(value -> {
            if (value instanceof FieldValue.Lookup(long id)) {
                ids.add(id);
            }
        });
        if (ids.isEmpty()) {
            return Map.of();
        }
        OrgModel model = metadata.model(org);
        RecordReader reader = readers.of(model, access.of(Actor.system(org)));
        return from.type() == FieldType.LOOKUP
                ? reader.namesInScope(model.module(from.target()), ids)
                : reader.userNames(ids);
    }

    private static Condition behind(OrgId org, ModuleDef module, long id) {
        return table(org, module).id().gt(id);
    }

    private static ModuleTable table(OrgId org, ModuleDef module) {
        return ModuleTable.of(org, module, "r");
    }
}

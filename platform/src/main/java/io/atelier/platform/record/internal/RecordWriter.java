package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.secret.SecretService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes rows that passed all steps: one batch a shape of statement. Rows of updates are locked by the reader before. */
final class RecordWriter {
    private final DSLContext sql;
    private final OrgId org;
    private final FieldCipher cipher;

    RecordWriter(DSLContext sql, OrgId org, SecretService secrets) {
        this.sql = sql;
        this.org = org;
        this.cipher = new FieldCipher(secrets, org);
    }

    private @Nullable Object column(SaveRow row, FieldDef field) {
        return Tables.toColumn(field, cipher.sealed(row.module(), field, row.id(), row.after(field.apiName())));
    }

    void insert(ModuleDef module, List<SaveRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        insertMain(module, changedFields(module, rows, 0), rows);
        for (int part = 1; part < module.parts(); part++) {
            putPart(module, part, rows);
        }
    }

    private void insertMain(ModuleDef module, List<FieldDef> fields, List<SaveRow> rows) {
        List<Field<?>> columns = new ArrayList<>(List.of(Tables.ID, Tables.VERSION));
        fields.forEach(field -> columns.add(Tables.column(field)));
        Query statement = sql.insertInto(Tables.of(org, module))
                .columns(columns)
                .values(Collections.nCopies(columns.size(), (Object) null));
        execute(statement, rows, row -> {
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            values.add(row.id());
            values.add(row.version());
            fields.forEach(field -> values.add(column(row, field)));
            return values;
        });
    }

    void update(ModuleDef module, List<SaveRow> rows) {
        Map<List<String>, List<SaveRow>> byShape = new LinkedHashMap<>();
        rows.forEach(row -> byShape.computeIfAbsent(row.changedFields(), _ -> new ArrayList<>())
                .add(row));
        byShape.values().forEach(alike -> {
            updateMain(module, changedFields(module, alike, 0), alike);
            for (int part = 1; part < module.parts(); part++) {
                putPart(module, part, alike);
            }
        });
    }

    private void updateMain(ModuleDef module, List<FieldDef> fields, List<SaveRow> rows) {
        Map<Field<?>, @Nullable Object> settings = new LinkedHashMap<>();
        fields.forEach(field -> settings.put(Tables.column(field), parameter(field)));
        settings.put(Tables.VERSION, DSL.val(0L));
        Query statement = sql.update(Tables.of(org, module)).set(settings).where(Tables.ID.eq(DSL.val(0L)));
        execute(statement, rows, row -> {
            List<@Nullable Object> values = new ArrayList<>();
            fields.forEach(field -> values.add(column(row, field)));
            values.add(row.version());
            values.add(row.id());
            return values;
        });
    }

    /** Writes what rows hold in a further table; a row there is made with its first value. */
    private void putPart(ModuleDef module, int part, List<SaveRow> rows) {
        List<FieldDef> fields = changedFields(module, rows, part);
        if (fields.isEmpty()) {
            return;
        }
        List<Field<?>> columns = new ArrayList<>(List.of(Tables.ID));
        Map<Field<?>, Field<?>> settings = new LinkedHashMap<>();
        for (FieldDef field : fields) {
            Field<?> column = Tables.column(field);
            columns.add(column);
            settings.put(column, DSL.excluded(column));
        }
        Query statement = sql.insertInto(Tables.part(org, module, part))
                .columns(columns)
                .values(Collections.nCopies(columns.size(), (Object) null))
                .onConflict(Tables.ID)
                .doUpdate()
                .set(settings);
        execute(statement, rows, row -> {
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            values.add(row.id());
            fields.forEach(field -> values.add(column(row, field)));
            return values;
        });
    }

    private static List<FieldDef> changedFields(ModuleDef module, List<SaveRow> rows, int part) {
        Set<String> changed = new HashSet<>();
        rows.forEach(row -> changed.addAll(row.changedFields()));
        return module.allFields().stream()
                .filter(field ->
                        field.isStored() && field.storage().part() == part && changed.contains(field.apiName()))
                .toList();
    }

    private static Field<?> parameter(FieldDef field) {
        return DSL.val(null, Tables.dataType(field));
    }

    /** Moves rows into the recycle bin or out of it. */
    void recycle(ModuleDef module, List<SaveRow> rows, boolean deleted, Instant now, long user) {
        Table<Record> table = Tables.of(org, module);
        for (SaveRow row : rows) {
            sql.update(table)
                    .set(Tables.DELETED_TIME, deleted ? now : null)
                    .set(Tables.DELETED_BY, deleted ? user : null)
                    .set(Tables.VERSION, row.version())
                    .where(Tables.ID.eq(row.id()))
                    .execute();
        }
    }

    private interface Binding {
        List<@Nullable Object> of(SaveRow row);
    }

    private void execute(Query statement, List<SaveRow> rows, Binding binding) {
        BatchBindStep batch = sql.batch(statement);
        for (SaveRow row : rows) {
            batch = batch.bind(binding.of(row).toArray());
        }
        batch.execute();
    }
}

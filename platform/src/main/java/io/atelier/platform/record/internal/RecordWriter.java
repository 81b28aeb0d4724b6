package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.secret.SecretService;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows that passed all steps: one batch a shape of statement. Rows of updates are locked by the reader before. The
 * texts are plain, as they are short-lived and many, and their names come from definitions by {@link SqlNames}.
 */
final class RecordWriter {
    private final JdbcTemplate jdbc;
    private final OrgId org;
    private final FieldCipher cipher;

    RecordWriter(JdbcTemplate jdbc, OrgId org, SecretService secrets) {
        this.jdbc = jdbc;
        this.org = org;
        this.cipher = new FieldCipher(secrets, org);
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
        List<String> columns = new ArrayList<>(List.of(SqlNames.ID, SqlNames.VERSION));
        fields.forEach(field -> columns.add(SqlNames.column(field)));
        execute(insertInto(SqlNames.table(org, module), columns), rows, (statement, row) -> {
            statement.setLong(1, row.id());
            statement.setLong(2, row.version());
            bind(statement, 3, fields, row);
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
        String settings =
                fields.stream().map(field -> SqlNames.column(field) + " = ?, ").collect(Collectors.joining());
        String text = "update " + SqlNames.table(org, module) + " set " + settings + SqlNames.VERSION + " = ? where "
                + SqlNames.ID + " = ?";
        execute(text, rows, (statement, row) -> {
            bind(statement, 1, fields, row);
            statement.setLong(fields.size() + 1, row.version());
            statement.setLong(fields.size() + 2, row.id());
        });
    }

    /** Writes what rows hold in a further table; a row there is made with its first value. */
    private void putPart(ModuleDef module, int part, List<SaveRow> rows) {
        List<FieldDef> fields = changedFields(module, rows, part);
        if (fields.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(List.of(SqlNames.ID));
        fields.forEach(field -> columns.add(SqlNames.column(field)));
        String settings = fields.stream()
                .map(field -> SqlNames.column(field) + " = excluded." + SqlNames.column(field))
                .collect(Collectors.joining(", "));
        String text = insertInto(SqlNames.table(org, module, part), columns) + " on conflict (" + SqlNames.ID
                + ") do update set " + settings;
        execute(text, rows, (statement, row) -> {
            statement.setLong(1, row.id());
            bind(statement, 2, fields, row);
        });
    }

    private static String insertInto(String table, List<String> columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private static List<FieldDef> changedFields(ModuleDef module, List<SaveRow> rows, int part) {
        Set<String> changed = new HashSet<>();
        rows.forEach(row -> changed.addAll(row.changedFields()));
        return module.allFields().stream()
                .filter(field ->
                        field.isStored() && field.storage().part() == part && changed.contains(field.apiName()))
                .toList();
    }

    private void bind(PreparedStatement statement, int first, List<FieldDef> fields, SaveRow row) throws SQLException {
        int place = first;
        for (FieldDef field : fields) {
            Object value =
                    Tables.toColumn(field, cipher.sealed(row.module(), field, row.id(), row.after(field.apiName())));
            if (value == null) {
                // With its type: the server's plan is made for types, and would be made anew for an unknown one.
                statement.setNull(place, Tables.sqlType(field));
            } else {
                RecordSql.bind(statement, place, value);
            }
            place++;
        }
    }

    /** Moves rows into the recycle bin or out of it. */
    void recycle(ModuleDef module, List<SaveRow> rows, boolean deleted, Instant now, long user) {
        if (rows.isEmpty()) {
            return;
        }
        String text = "update " + SqlNames.table(org, module) + " set " + SqlNames.DELETED_TIME + " = ?, "
                + SqlNames.DELETED_BY + " = ?, " + SqlNames.VERSION + " = " + SqlNames.VERSION + " + 1 where "
                + SqlNames.ID + " = any(?)";
        jdbc.update(text, statement -> {
            if (deleted) {
                statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                statement.setLong(2, user);
            } else {
                statement.setNull(1, Types.TIMESTAMP_WITH_TIMEZONE);
                statement.setNull(2, Types.BIGINT);
            }
            RecordSql.bind(statement, 3, rows.stream().map(SaveRow::id).toArray(Long[]::new));
        });
    }

    private interface Binding {
        void bind(PreparedStatement statement, SaveRow row) throws SQLException;
    }

    private void execute(String text, List<SaveRow> rows, Binding binding) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() == 1) {
            jdbc.update(text, statement -> binding.bind(statement, rows.getFirst()));
            return;
        }
        jdbc.batchUpdate(text, new BatchPreparedStatementSetter() {
            @Override
            public void setValues(PreparedStatement statement, int index) throws SQLException {
                binding.bind(statement, rows.get(index));
            }

            @Override
            public int getBatchSize() {
                return rows.size();
            }
        });
    }
}

package io.atelier.bench.data;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.org.OrgId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills a module's table with leads by COPY, as the product's own way would take hours for a million; that way is measured
 * apart, as import. The rows have no history.
 */
public final class Stock {
    private static final long ID_EPOCH_MILLIS = 1_704_067_200_000L;
    private static final int ID_TIME_SHIFT = 22;
    private static final int CHUNK = 64 * 1024;

    private final DataSource database;
    private final OrgId org;
    private final List<Long> owners;

    /** @param owners ids of users; the first one gets one lead in a hundred */
    public Stock(DataSource database, OrgId org, List<Long> owners) {
        this.database = database;
        this.org = org;
        this.owners = List.copyOf(owners);
    }

    /** Returns the id of a lead that was loaded; ids grow with the time of making, as the product's do. */
    public static long id(long number) {
        return (Leads.created(number).toEpochMilli() - ID_EPOCH_MILLIS) << ID_TIME_SHIFT | 1;
    }

    /** Loads leads 0 to {@code count - 1}. Fields of the module that leads do not have stay empty. */
    public void load(ModuleDef module, int count) throws SQLException, IOException {
        List<String> columns = new ArrayList<>(List.of(SqlNames.ID, SqlNames.VERSION));
        List<FieldDef> fields = new ArrayList<>();
        Map<String, @Nullable Object> sample = row(0);
        for (FieldDef field : module.allFields()) {
            if (sample.containsKey(field.apiName())) {
                fields.add(field);
                columns.add(SqlNames.column(field));
            }
        }
        String table = SqlNames.table(org, module);
        try (Connection connection = database.getConnection()) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin");
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                append(text, i, fields);
                if (text.length() > CHUNK) {
                    write(copy, text);
                }
            }
            write(copy, text);
            copy.endCopy();
        }
        execute("vacuum analyze " + table);
    }

    private void append(StringBuilder text, int number, List<FieldDef> fields) {
        Map<String, @Nullable Object> values = row(number);
        text.append(id(number)).append("\t1");
        for (FieldDef field : fields) {
            Object value = values.get(field.apiName());
            text.append('\t').append(value == null ? "\\N" : value.toString());
        }
        text.append('\n');
    }

    private Map<String, @Nullable Object> row(int number) {
        Map<String, @Nullable Object> row = new java.util.HashMap<>(Leads.values(number));
        Instant time = Leads.created(number);
        long owner = owners.get(Leads.owner(number, owners.size()));
        row.put("Full_Name", row.get("First_Name") + " " + row.get("Last_Name"));
        row.put("Converted__s", false);
        row.put("Owner", owner);
        row.put("Created_By", owner);
        row.put("Modified_By", owner);
        row.put("Created_Time", time);
        row.put("Modified_Time", time);
        return row;
    }

    private static void write(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** Runs a statement outside of any transaction. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

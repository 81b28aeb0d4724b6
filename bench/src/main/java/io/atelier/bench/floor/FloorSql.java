package io.atelier.bench.floor;

import com.zaxxer.hikari.HikariDataSource;
import io.atelier.bench.data.Leads;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.org.OrgId;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program written for this one table would do: one statement a read, and for a write the row and a row of history in
 * one transaction. The names of people are kept in memory.
 */
public final class FloorSql implements AutoCloseable {
    private static final int CONNECTIONS = 24;
    private static final String HISTORY = "floor_history";

    private final HikariDataSource pool;
    private final List<FieldDef> all;
    private final List<FieldDef> shown;
    private final List<FieldDef> written;
    private final String table;
    private final String history;
    private final Map<Long, User> people;
    private final long owner;
    private final JsonFactory factory = new JsonFactory();
    private final JsonMapper mapper = new JsonMapper();
    private final IdGenerator ids = new IdGenerator(InstantSource.system(), 1);

    /** @param product where the database is; the floor has connections of its own */
    public FloorSql(HikariDataSource product, OrgId org, ModuleDef module, List<User> people) throws SQLException {
        this.pool = new HikariDataSource();
        pool.setJdbcUrl(product.getJdbcUrl() + "?reWriteBatchedInserts=true");
        pool.setUsername(product.getUsername());
        pool.setPassword(product.getPassword());
        pool.setMaximumPoolSize(CONNECTIONS);
        this.all = module.allFields();
        this.shown = Leads.SHOWN.stream().map(module::field).toList();
        List<String> system =
                List.of("Full_Name", "Owner", "Created_By", "Created_Time", "Modified_By", "Modified_Time");
        this.written = module.allFields().stream()
                .filter(field ->
                        system.contains(field.apiName()) || Leads.values(0).containsKey(field.apiName()))
                .toList();
        this.table = SqlNames.table(org, module);
        this.history = org.schema() + "." + HISTORY;
        this.people = people.stream().collect(Collectors.toMap(user -> user.id().value(), user -> user));
        this.owner = people.get(1).id().value();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + history
                    + " (id bigint primary key, record_id bigint not null, at timestamptz not null,"
                    + " actor bigint not null, detail jsonb not null)");
            statement.execute(
                    "create index if not exists " + HISTORY + "_record on " + history + " (record_id, id desc)");
        }
    }

    byte[] read(long id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        select(all) + " where \"sys_deleted_time\" is null and \"id\" = ?")) {
            statement.setLong(1, id);
            return rendered(statement, all);
        }
    }

    byte[] list(String status, String city) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(select(shown)
                        + " where \"sys_deleted_time\" is null and lower(\"Lead_Status\") = ? and lower(\"City\") = ?"
                        + " order by \"Created_Time\" desc, \"id\" desc limit 51")) {
            statement.setString(1, status);
            statement.setString(2, city);
            return rendered(statement, shown);
        }
    }

    byte[] page(Instant time, long id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(select(shown)
                        + " where \"sys_deleted_time\" is null and (\"Created_Time\", \"id\") < (?, ?)"
                        + " order by \"Created_Time\" desc, \"id\" desc limit 51")) {
            statement.setTimestamp(1, Timestamp.from(time));
            statement.setLong(2, id);
            return rendered(statement, shown);
        }
    }

    byte[] search(String condition, String pattern) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(select(shown)
                        + " where \"sys_deleted_time\" is null and " + condition
                        + " order by \"Created_Time\" desc, \"id\" desc limit 51")) {
            statement.setString(1, pattern);
            return rendered(statement, shown);
        }
    }

    /** Counts by status. */
    public int countByStatus() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("select \"Lead_Status\", count(*) from "
                        + table + " where \"sys_deleted_time\" is null group by 1 order by 2 desc");
                ResultSet rows = statement.executeQuery()) {
            int groups = 0;
            while (rows.next()) {
                groups++;
            }
            return groups;
        }
    }

    byte[] create(byte[] body) throws SQLException {
        JsonNode rows = mapper.readTree(body).get("data");
        List<Long> made = new ArrayList<>();
        String columns = written.stream().map(SqlNames::column).collect(Collectors.joining(", "));
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                            connection.prepareStatement("insert into " + table + " (\"id\", \"sys_version\", " + columns
                                    + ") values (?, 1" + ", ?".repeat(written.size()) + ")");
                    PreparedStatement note = connection.prepareStatement(note())) {
                Timestamp now = Timestamp.from(Instant.now());
                for (JsonNode row : rows) {
                    long id = ids.next();
                    insert.setLong(1, id);
                    for (int i = 0; i < written.size(); i++) {
                        bind(insert, i + 2, written.get(i), row, now);
                    }
                    insert.addBatch();
                    note(note, id, now, row.toString());
                    made.add(id);
                }
                insert.executeBatch();
                note.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return written(made);
    }

    byte[] update(long id, byte[] body) throws SQLException {
        String city = mapper.readTree(body).get("data").get(0).get("City").stringValue();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Timestamp now = Timestamp.from(Instant.now());
            String before;
            try (PreparedStatement lock = connection.prepareStatement("select \"City\" from " + table
                    + " where \"sys_deleted_time\" is null and \"id\" = ? for update")) {
                lock.setLong(1, id);
                try (ResultSet rows = lock.executeQuery()) {
                    rows.next();
                    before = rows.getString(1);
                }
            }
            try (PreparedStatement update = connection.prepareStatement("update " + table
                    + " set \"City\" = ?, \"Modified_Time\" = ?, \"Modified_By\" = ?, \"sys_version\" = \"sys_version\" + 1"
                    + " where \"id\" = ?")) {
                update.setString(1, city);
                update.setTimestamp(2, now);
                update.setLong(3, owner);
                update.setLong(4, id);
                update.executeUpdate();
            }
            try (PreparedStatement note = connection.prepareStatement(note())) {
                note(note, id, now, "{\"City\":[\"" + before + "\",\"" + city + "\"]}");
                note.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return written(List.of(id));
    }

    private String note() {
        return "insert into " + history + " (id, record_id, at, actor, detail) values (?, ?, ?, ?, ?::jsonb)";
    }

    private void note(PreparedStatement note, long id, Timestamp now, String detail) throws SQLException {
        note.setLong(1, ids.next());
        note.setLong(2, id);
        note.setTimestamp(3, now);
        note.setLong(4, owner);
        note.setString(5, detail);
        note.addBatch();
    }

    private void bind(PreparedStatement insert, int place, FieldDef field, JsonNode row, Timestamp now)
            throws SQLException {
        switch (field.apiName()) {
            case "Owner", "Created_By", "Modified_By" -> insert.setLong(place, owner);
            case "Created_Time", "Modified_Time" -> insert.setTimestamp(place, now);
            case "Full_Name" ->
                insert.setString(
                        place,
                        row.get("First_Name").stringValue() + " "
                                + row.get("Last_Name").stringValue());
            default -> {
                JsonNode value = row.get(field.apiName());
                switch (field.type()) {
                    case INTEGER -> insert.setInt(place, value.intValue());
                    case CURRENCY -> insert.setBigDecimal(place, value.decimalValue());
                    case BOOLEAN -> insert.setBoolean(place, value.booleanValue());
                    default -> insert.setString(place, value.stringValue());
                }
            }
        }
    }

    private byte[] written(List<Long> ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            for (long id : ids) {
                json.writeStartObject();
                json.writeStringProperty("code", "SUCCESS");
                json.writeStringProperty("id", Long.toString(id));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private String select(List<FieldDef> fields) {
        return "select \"id\", " + fields.stream().map(SqlNames::column).collect(Collectors.joining(", ")) + " from "
                + table;
    }

    private byte[] rendered(PreparedStatement statement, List<FieldDef> fields) throws SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        try (ResultSet rows = statement.executeQuery();
                JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            while (rows.next()) {
                json.writeStartObject();
                json.writeStringProperty("id", Long.toString(rows.getLong(1)));
                for (int i = 0; i < fields.size(); i++) {
                    json.writeName(fields.get(i).apiName());
                    write(json, rows, i + 2, fields.get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void write(JsonGenerator json, ResultSet rows, int place, FieldDef field) throws SQLException {
        switch (field.type()) {
            case INTEGER -> {
                int number = rows.getInt(place);
                if (rows.wasNull()) {
                    json.writeNull();
                } else {
                    json.writeNumber(number);
                }
            }
            case CURRENCY -> json.writeNumber(rows.getBigDecimal(place));
            case BOOLEAN -> json.writeBoolean(rows.getBoolean(place));
            case DATETIME -> {
                Timestamp time = rows.getTimestamp(place);
                json.writeString(time == null ? null : time.toInstant().toString());
            }
            case OWNERLOOKUP -> {
                User user = people.get(rows.getLong(place));
                json.writeStartObject();
                json.writeStringProperty("id", rows.getString(place));
                json.writeStringProperty("name", user == null ? "" : user.name());
                json.writeStringProperty("email", user == null ? "" : user.email());
                json.writeEndObject();
            }
            default -> json.writeString(rows.getString(place));
        }
    }

    /** Returns a connection of the floor's pool. */
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}

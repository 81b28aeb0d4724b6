package io.atelier.platform.record.internal;

import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/** What readers of records work with: jOOQ for what varies, plain JDBC with remembered texts for what does not. */
@Component
class RecordSql {
    private final DSLContext sql;
    private final JdbcTemplate jdbc;
    private final SelectShapes shapes;
    private final UserService users;

    RecordSql(DSLContext sql, JdbcTemplate jdbc, SelectShapes shapes, UserService users) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.shapes = shapes;
        this.users = users;
    }

    DSLContext sql() {
        return sql;
    }

    SelectShapes shapes() {
        return shapes;
    }

    Map<UserId, User> people(OrgId org) {
        return users.byId(org);
    }

    /**
     * Reads the shape's rows.
     *
     * @param where further conditions, without {@code where}
     * @param tail what follows the order, such as a limit; without parameters
     */
    List<Row> rows(SelectShape shape, Condition where, String tail) {
        return rows(shape, sql.render(where), sql.extractBindValues(where), tail);
    }

    /** As above, with the condition as text and its parameters. */
    List<Row> rows(SelectShape shape, String where, List<? extends @Nullable Object> binds, String tail) {
        String text = shape.head() + " where " + shape.choice().text(where, shape.order(), tail) + shape.order() + tail;
        List<@Nullable Object> all = new ArrayList<>(shape.headBinds());
        all.addAll(shape.choice().binds(binds));
        return jdbc.query(text, statement -> bind(statement, all), (ResultSetExtractor<List<Row>>)
                columns -> read(shape, columns));
    }

    private static List<Row> read(SelectShape shape, ResultSet columns) throws SQLException {
        List<Row> rows = new ArrayList<>();
        while (columns.next()) {
            rows.add(Row.read(shape, columns));
        }
        return rows;
    }

    private static void bind(PreparedStatement statement, List<? extends @Nullable Object> binds) throws SQLException {
        int place = 1;
        for (Object value : binds) {
            bind(statement, place, value);
            place++;
        }
    }

    static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case Long number -> statement.setLong(place, number);
            case String text -> statement.setString(place, text);
            case Instant instant -> statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
            case Long[] numbers -> statement.setArray(place, array(statement, "bigint", numbers));
            case String[] texts -> statement.setArray(place, array(statement, "text", texts));
            default -> statement.setObject(place, value);
        }
    }

    private static Array array(PreparedStatement statement, String type, Object[] values) throws SQLException {
        return statement.getConnection().createArrayOf(type, values);
    }
}

package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** How values of access stand in tables. */
final class AccessRows {
    private AccessRows() {}

    static int column(AccessLevel level) {
        return level.ordinal();
    }

    static AccessLevel level(ResultSet row) throws SQLException {
        return AccessLevel.values()[row.getInt("access")];
    }

    static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static Principal principal(ResultSet row, String kind, String id) throws SQLException {
        return new Principal(Principal.Kind.valueOf(row.getString(kind)), row.getLong(id));
    }
}

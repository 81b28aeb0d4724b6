package io.atelier.platform.database.internal;

import com.zaxxer.hikari.HikariDataSource;
import io.atelier.platform.database.ViewOnly;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The connection pool. To who only looks it gives connections on which the database refuses all changes, inside of transactions
 * and outside.
 */
final class ViewOnlyPool extends HikariDataSource {

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return ViewOnly.isOn() ? closed(connection) : connection;
    }

    private static Connection closed(Connection connection) throws SQLException {
        try {
            allow(connection, "only");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return (Connection) Proxy.newProxyInstance(
                ViewOnlyPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        opened(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /** The next one to take the connection writes on it; where that fails nobody takes it again. */
    private static void opened(Connection connection) throws SQLException {
        try {
            allow(connection, "write");
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private static void allow(Connection connection, String what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session characteristics as transaction read " + what);
        }
    }
}

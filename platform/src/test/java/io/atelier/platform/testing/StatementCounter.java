package io.atelier.platform.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the statements that a thread sends to the database; what other threads send meanwhile is not counted. */
public final class StatementCounter implements BeanPostProcessor {
    private final ThreadLocal<Integer> sent = ThreadLocal.withInitial(() -> 0);

    /** Returns how many statements the act sends. */
    public int count(Runnable act) {
        int before = sent.get();
        act.run();
        return sent.get() - before;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool
                ? new DelegatingDataSource(pool) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return counted(Connection.class, super.getConnection());
                    }
                }
                : bean;
    }

    private <T> T counted(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                StatementCounter.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (target instanceof Statement && method.getName().startsWith("execute")) {
                        sent.set(sent.get() + 1);
                    }
                    try {
                        return wrapped(method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }

    private @Nullable Object wrapped(@Nullable Object result) {
        return switch (result) {
            case CallableStatement statement -> counted(CallableStatement.class, statement);
            case PreparedStatement statement -> counted(PreparedStatement.class, statement);
            case Statement statement -> counted(Statement.class, statement);
            case null, default -> result;
        };
    }

    /** Puts it around the pool. */
    @TestConfiguration
    public static class Configuration {
        @Bean
        static StatementCounter statementCounter() {
            return new StatementCounter();
        }
    }
}

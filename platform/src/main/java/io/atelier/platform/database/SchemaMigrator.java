package io.atelier.platform.database;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings the tables of one schema to this release, by a Liquibase change log in which {@code ${schema}} names it. */
public final class SchemaMigrator {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private SchemaMigrator() {}

    /** Creates the schema if it is missing, then runs what it has not yet run of the change log. */
    public static void migrate(DataSource dataSource, String schema, String changeLog) {
        if (!PLAIN_NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("not a plain schema name: " + schema);
        }
        try (Connection connection = dataSource.getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create schema if not exists " + schema);
            }
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            database.setDefaultSchemaName(schema);
            database.setLiquibaseSchemaName(schema);
            update(database, schema, changeLog);
        } catch (Exception e) {
            throw new IllegalStateException("The tables of schema " + schema + " could not be migrated", e);
        }
    }

    /** Liquibase speaks to the terminal by default; what it has to say belongs into the log. */
    private static void update(Database database, String schema, String changeLog) throws Exception {
        Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
            try (Liquibase liquibase = new Liquibase(changeLog, new ClassLoaderResourceAccessor(), database)) {
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                liquibase.setChangeLogParameter("schema", schema);
                liquibase.update(new Contexts(), new LabelExpression());
            }
        });
    }
}

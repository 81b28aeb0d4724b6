package io.atelier.platform.database.internal;

import io.atelier.platform.database.DatabaseProperties;
import io.atelier.platform.database.SchemaMigrator;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the one connection pool, on a database that is checked and migrated. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DataSourceConfiguration {
    private static final String SCHEMA = "atelier";
    private static final String CHANGE_LOG = "db/changelog/installation.yaml";
    private static final int POOL_SIZE = 24;

    /** Runs only where no address is given; closing it stops the server. */
    @Bean(destroyMethod = "close")
    RunningDatabase runningDatabase(DatabaseProperties properties) {
        return properties.embedded()
                ? RunningDatabase.embedded(EmbeddedDatabase.start(properties.dataFolder(), properties.durable()))
                : RunningDatabase.external(properties);
    }

    @Bean
    DataSource dataSource(RunningDatabase database) {
        return ready(database.url(), database.user(), database.password());
    }

    private static DataSource ready(String url, String user, String password) {
        ViewOnlyPool pool = new ViewOnlyPool();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(POOL_SIZE);
        pool.setPoolName("atelier");
        // Rows of a batch travel as one statement.
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        SchemaMigrator.migrate(pool, SCHEMA, CHANGE_LOG);
        TrigramExtension.install(pool, SCHEMA);
        return pool;
    }
}

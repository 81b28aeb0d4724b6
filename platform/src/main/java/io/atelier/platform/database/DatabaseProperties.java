package io.atelier.platform.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says where data is kept.
 *
 * @param url JDBC address of a PostgreSQL 15 or newer; empty for the embedded one ({@code ATELIER_DB_URL})
 * @param user role at that address; unused when embedded ({@code ATELIER_DB_USER})
 * @param password its password ({@code ATELIER_DB_PASSWORD})
 * @param dataFolder holds the embedded database, uploaded files and keys ({@code ATELIER_DATA_FOLDER})
 * @param durable false only in tests: commits then need not reach the disk
 */
@ConfigurationProperties("atelier.database")
public record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue(".atelier") Path dataFolder,
        @DefaultValue("true") boolean durable) {

    public boolean embedded() {
        return url.isBlank();
    }

    @Override
    public String toString() {
        return "DatabaseProperties[url=" + url + ", dataFolder=" + dataFolder + "]";
    }
}

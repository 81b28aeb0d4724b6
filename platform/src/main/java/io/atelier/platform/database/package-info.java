/**
 * Where PostgreSQL is: the embedded one on the data folder, or the one that {@code ATELIER_DB_URL} names; and how its
 * tables come to this release. A {@code DataSource} that is handed out is reachable, new enough and migrated. Entry
 * type: {@link io.atelier.platform.database.SchemaMigrator}.
 */
@NullMarked
package io.atelier.platform.database;

import org.jspecify.annotations.NullMarked;

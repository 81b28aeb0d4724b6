/** The embedded server, its lock and its secrets; the connection pool. */
@NullMarked
package io.atelier.platform.database.internal;

import org.jspecify.annotations.NullMarked;

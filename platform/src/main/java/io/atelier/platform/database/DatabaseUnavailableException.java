package io.atelier.platform.database;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says to the person who starts the server why there is no database, and what to do; ends the start. */
public final class DatabaseUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

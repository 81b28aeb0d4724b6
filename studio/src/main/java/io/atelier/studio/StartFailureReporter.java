package io.atelier.studio;

import io.atelier.platform.database.DatabaseUnavailableException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the person who starts the server, in one line with a remedy, why it did not start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailureReporter implements SpringBootExceptionReporter {
    @SuppressWarnings("SystemOut") // the person at the terminal is the reader, not the log
    private final PrintStream terminal = System.err;

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> message = messageOf(failure);
        message.ifPresent(text -> terminal.println("Atelier did not start. " + text));
        return message.isPresent();
    }

    static Optional<String> messageOf(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> known(cause).stream())
                .findFirst();
    }

    private static Optional<String> known(Throwable cause) {
        return switch (cause) {
            case DatabaseUnavailableException e -> Optional.of(String.valueOf(e.getMessage()));
            case PortInUseException e ->
                Optional.of("Port " + e.getPort() + " is taken by another program. Stop that one, or choose another"
                        + " with --port.");
            default -> Optional.empty();
        };
    }
}

package io.atelier.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.database.DatabaseUnavailableException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureReporterTest {

    @Test
    void tellsTheCauseThatAPersonCanRemedy() {
        Throwable database =
                new IllegalStateException("bean", new DatabaseUnavailableException("No server at that address.", null));
        Throwable port = new IllegalStateException("bean", new PortInUseException(8080));

        assertThat(StartFailureReporter.messageOf(database)).contains("No server at that address.");
        assertThat(StartFailureReporter.messageOf(port).orElseThrow()).contains("8080", "--port");
        assertThat(StartFailureReporter.messageOf(new IllegalStateException("a bug")))
                .isEmpty();
    }
}

package io.atelier.studio;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Atelier: platform and user interface in one process. */
@SpringBootApplication(scanBasePackages = "io.atelier")
public class StudioApplication {
    private static final int FAILED = 1;

    public static void main(String[] args) {
        try {
            SpringApplication.run(StudioApplication.class, args);
        } catch (RuntimeException e) {
            // StartFailureReporter has told what it is.
            System.exit(FAILED);
        }
    }
}

package io.atelier.platform.testing;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The platform without a face, as the studio starts it with one. */
@SpringBootApplication(scanBasePackages = "io.atelier.platform")
public class PlatformTestApplication {}

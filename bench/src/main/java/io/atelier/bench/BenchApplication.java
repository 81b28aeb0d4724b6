package io.atelier.bench;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The platform without a face, with the settings that the product has. */
@SpringBootApplication(scanBasePackages = {"io.atelier.platform", "io.atelier.bench"})
class BenchApplication {}

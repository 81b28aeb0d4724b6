package io.atelier.platform.architecture;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** Holds the packages to be modules without cycles, whose internals nobody else uses, and draws them. */
class ModularityTest {
    private static final ApplicationModules MODULES = ApplicationModules.of("io.atelier.platform");

    @Test
    void modulesKeepTheirWalls() {
        MODULES.verify();
    }

    @Test
    void drawsTheModules() {
        new Documenter(MODULES).writeModulesAsPlantUml();
    }
}

package io.atelier.studio.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.router.Route;
import io.atelier.studio.shell.Needs;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.transaction.annotation.Transactional;

/** The walls of the studio; each says why it stands. */
@AnalyzeClasses(packages = "io.atelier.studio", importOptions = ImportOption.DoNotIncludeTests.class)
class StudioArchitectureTest {
    @ArchTest
    static final ArchRule platformByItsApi = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.atelier.platform..internal..")
            .because("views call services, as the REST API does, and nothing beneath them");

    @ArchTest
    static final ArchRule noSql = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jooq..", "java.sql..", "org.springframework.jdbc..")
            .because("a view that reads the database would pass by the actor's rights");

    @ArchTest
    static final ArchRule noTransactions = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Transactional.class)
            .because("the boundary of a transaction is a service's method");

    @ArchTest
    static final ArchRule viewsAreNobodysBusiness = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .should()
            .notBePublic()
            .because("others link to a view by its address, not by its class");

    @ArchTest
    static final ArchRule setupAsksForAPermission = classes()
            .that()
            .areAnnotatedWith(Route.class)
            .and()
            .resideInAPackage("io.atelier.studio.setup..")
            .and()
            .doNotHaveSimpleName("ConsentView")
            .should()
            .beAnnotatedWith(Needs.class)
            .because("a page of the set-up is offered and opened only to who may use it; consent is everybody's");

    @ArchTest
    static final ArchRule componentsKnowNoService = noClasses()
            .that()
            .resideInAPackage("io.atelier.studio.component..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.atelier.studio.workspace..", "io.atelier.studio.setup..")
            .because("a component is reusable: input by setters, output by events");

    @ArchTest
    static final ArchRule featuresWithoutCycles = slices().matching("io.atelier.studio.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature can be read, and dropped, by itself");

    @ArchTest
    static final ArchRule injectedClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .because("time comes from the injected InstantSource, so that tests can set it");
}

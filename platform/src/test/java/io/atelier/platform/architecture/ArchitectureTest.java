package io.atelier.platform.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The walls of the platform; each says why it stands. */
@AnalyzeClasses(packages = "io.atelier.platform", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.atelier.platform.";

    @ArchTest
    static final ArchRule floors = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("1 values")
            .definedBy(ROOT + "common..", ROOT + "database..")
            .layer("2 organization")
            .definedBy(ROOT + "org..", ROOT + "secret..", ROOT + "audit..")
            .layer("3 model")
            .definedBy(ROOT + "metadata..", ROOT + "expression..")
            .layer("4 people")
            .definedBy(ROOT + "identity..", ROOT + "access..", ROOT + "oauth..")
            .layer("5 records")
            .definedBy(ROOT + "record..", ROOT + "job..", ROOT + "file..", ROOT + "connection..", ROOT + "variable..")
            .layer("6 features")
            .definedBy(
                    ROOT + "automation..",
                    ROOT + "notification..",
                    ROOT + "function..",
                    ROOT + "mail..",
                    ROOT + "people..",
                    ROOT + "webform..",
                    ROOT + "analytics..",
                    ROOT + "transfer..",
                    ROOT + "widget..",
                    ROOT + "usage..",
                    ROOT + "solution..")
            .layer("7 wire")
            .definedBy(ROOT + "api..")
            .whereLayer("7 wire")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("6 features")
            .mayOnlyBeAccessedByLayers("7 wire")
            .whereLayer("5 records")
            .mayOnlyBeAccessedByLayers("6 features", "7 wire")
            .whereLayer("4 people")
            .mayOnlyBeAccessedByLayers("5 records", "6 features", "7 wire")
            .whereLayer("3 model")
            .mayOnlyBeAccessedByLayers("4 people", "5 records", "6 features", "7 wire")
            .whereLayer("2 organization")
            .mayOnlyBeAccessedByLayers("3 model", "4 people", "5 records", "6 features", "7 wire")
            .because("a package uses lower floors only, so that data walks one way");

    @ArchTest
    static final ArchRule noFace = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.vaadin..")
            .because("the platform has no face; Vaadin belongs to studio");

    @ArchTest
    static final ArchRule jooqInside = noClasses()
            .that()
            .resideOutsideOfPackage("..internal..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "record.RecordService")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jooq..")
            .because("SQL on module tables is made in one place; RecordService only hands the context over");

    @ArchTest
    static final ArchRule noScriptEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.graalvm..")
            .because("tenant JavaScript runs in worker processes of runtime-functions, never here");

    @ArchTest
    static final ArchRule oneDoorOut = noClasses()
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("are HTTP clients") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getName().startsWith("java.net.http.")
                            || type.getName().startsWith("org.springframework.web.client.")
                            || type.getName().equals("java.net.HttpURLConnection");
                }
            })
            .because("outbound HTTP has one guarded door, connection");

    @ArchTest
    static final ArchRule injectedClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time comes from the injected InstantSource, so that tests can set it");

    @ArchTest
    static final ArchRule noFieldInjection = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .because("a class says in its one constructor what it needs");

    @ArchTest
    static final ArchRule transactionsInServices = methods()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(Service.class)
            .orShould()
            .beDeclaredInClassesThat()
            .resideInAPackage("..internal..")
            .because("the boundary of a transaction is a service's method");

    @ArchTest
    static final ArchRule internalStaysInside = classes()
            .that()
            .haveSimpleNameEndingWith("Store")
            .should()
            .resideInAPackage("..internal..")
            .because("persistence is nobody's business but its feature's");
}

package io.godwit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One direction of flow: docs/architecture.md, held. */
@AnalyzeClasses(packages = "io.godwit", importOptions = {ImportOption.DoNotIncludeTests.class,
        ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule theModelKnowsNothingOfOurs = classes().that().resideInAPackage("io.godwit.model..").should()
            .onlyDependOnClassesThat().resideInAnyPackage("io.godwit.model..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theBindingKnowsNothingOfOurs = classes().that().resideInAPackage("io.godwit.libvirt..")
            .should()
            .onlyDependOnClassesThat().resideInAnyPackage("io.godwit.libvirt..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule aRequestKnowsOnlyTheModel = only("request", "model");

    @ArchTest
    static final ArchRule planningKnowsWhatIsTrueAndNoWayToChangeIt = only("plan", "model", "request", "observe");

    @ArchTest
    static final ArchRule reportsKnowTheJournalAndNoPort = only("report", "model", "request", "plan", "journal",
            "observe");

    @ArchTest
    static final ArchRule portsKnowWhatPassesThroughThem = only("port", "model", "request", "plan", "journal");

    @ArchTest
    static final ArchRule observationKnowsPorts = only("observe", "model", "request", "port", "journal", "plan");

    @ArchTest
    static final ArchRule executionKnowsNoAdapter = only("execute", "model", "request", "port", "journal", "observe",
            "plan");

    @ArchTest
    static final ArchRule theWatchKnowsNoAdapterAndChangesNothing = only("watch", "model", "port", "journal", "observe",
            "report", "plan", "request");

    @ArchTest
    static final ArchRule accessKnowsNoNetworkAndNoDatabase = only("access", "model");

    @ArchTest
    static final ArchRule onlyTheServersOwnClassesLoadItsLibraries = noClasses().that()
            .resideOutsideOfPackages("io.godwit.adapter.web..", "io.godwit.adapter.password..").should()
            .dependOnClassesThat().resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..",
                    "com.password4j..", "kotlin..");

    @ArchTest
    static final ArchRule planningAndReportingDoNoInputOrOutput = noClasses().that()
            .resideInAnyPackage("io.godwit.plan..", "io.godwit.report..").should().dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..", "io.godwit.port..");

    @ArchTest
    static final ArchRule adaptersDoNotImportEachOther = slices().matching("io.godwit.adapter.(*)..").should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theLabKnowsTheBindingAndNothingOfTheEngine = classes().that()
            .resideInAPackage("io.godwit.lab..").should().onlyDependOnClassesThat()
            .resideInAnyPackage("io.godwit.lab..", "io.godwit.libvirt..", "java..", "javax.xml..", "org.w3c.dom..",
                    "org.xml.sax..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheEntryPointSeesAll = noClasses().that().resideOutsideOfPackage("io.godwit.main..")
            .should().dependOnClassesThat()
            .resideInAPackage("io.godwit.main..");

    private static ArchRule only(String concept, String... others) {
        String[] allowed = new String[others.length + 5];
        for (int i = 0; i < others.length; i++) {
            allowed[i] = "io.godwit." + others[i] + "..";
        }
        allowed[others.length] = "io.godwit." + concept + "..";
        allowed[others.length + 1] = "java.lang..";
        allowed[others.length + 2] = "java.util..";
        allowed[others.length + 3] = "java..";
        allowed[others.length + 4] = "org.jspecify..";
        return classes().that().resideInAPackage("io.godwit." + concept + "..").should().onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }
}

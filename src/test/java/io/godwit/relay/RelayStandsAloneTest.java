package io.godwit.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.godwit.relay", importOptions = {ImportOption.DoNotIncludeTests.class,
        ImportOption.DoNotIncludeJars.class})
class RelayStandsAloneTest {
    @ArchTest
    static final ArchRule theRelayKnowsNothingOfOursAndNoWebServer = classes().that()
            .resideInAPackage("io.godwit.relay..").should().onlyDependOnClassesThat()
            .resideInAnyPackage("io.godwit.relay..", "java..", "javax.net.ssl..", "org.jspecify..");
}

package dev.threeway.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know which; and that no two rooms of a module lean on one another. */
@AnalyzeClasses(packages = "dev.threeway", importOptions = DoNotIncludeTests.class)
class ModuleArrowsTest {
  @ArchTest
  static final ArchRule MODULES_DEPEND_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.threeway..")
          .layer("schemas")
          .definedBy("dev.threeway.schemas..")
          .layer("topology")
          .definedBy("dev.threeway.topology..")
          .layer("sink")
          .definedBy("dev.threeway.sink..")
          .layer("simulator")
          .definedBy("dev.threeway.simulator..")
          .layer("query-api")
          .definedBy("dev.threeway.queryapi..")
          .layer("benchmarks")
          .definedBy("dev.threeway.benchmarks..")
          .layer("deploy")
          .definedBy("dev.threeway.deploy..")
          .whereLayer("deploy")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("benchmarks")
          .mayOnlyBeAccessedByLayers("deploy")
          .whereLayer("query-api")
          .mayOnlyBeAccessedByLayers("benchmarks", "deploy")
          .whereLayer("simulator")
          .mayOnlyBeAccessedByLayers("benchmarks", "deploy")
          .whereLayer("sink")
          .mayOnlyBeAccessedByLayers("query-api", "deploy")
          .whereLayer("topology")
          .mayOnlyBeAccessedByLayers("query-api", "benchmarks", "deploy");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("dev.threeway.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MONEY_IS_NO_FLOATING_POINT_NUMBER =
      noClasses()
          .that()
          .resideInAnyPackage("dev.threeway.topology.rules..", "dev.threeway.topology.join..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Double.class, Float.class);

  @ArchTest
  static final ArchRule NOBODY_PRINTS =
      noClasses()
          .should(ACCESS_STANDARD_STREAMS)
          .because("libraries log, and the command line prints through picocli's writers");
}

package dev.threeway.topology;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of this module: arrows go down only. */
@AnalyzeClasses(packages = "dev.threeway.topology", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_GO_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.threeway.topology..")
          .layer("app")
          .definedBy("..app..")
          .layer("replay")
          .definedBy("..replay..")
          .layer("flow")
          .definedBy("..flow..")
          .layer("join")
          .definedBy("..join..")
          .layer("rules")
          .definedBy("..rules..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("replay")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("flow")
          .mayOnlyBeAccessedByLayers("app", "replay")
          .whereLayer("join")
          .mayOnlyBeAccessedByLayers("app", "replay", "flow");

  @ArchTest
  static final ArchRule RULES_KNOW_NO_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("..rules..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..");

  @ArchTest
  static final ArchRule ONLY_THE_FLOW_AND_ABOVE_KNOW_TOPICS =
      noClasses()
          .that()
          .resideInAnyPackage("..rules..", "..join..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.threeway.schemas.topics..");
}

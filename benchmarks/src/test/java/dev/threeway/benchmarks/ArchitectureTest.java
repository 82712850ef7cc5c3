package dev.threeway.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of this module: arrows go down only. */
@AnalyzeClasses(packages = "dev.threeway.benchmarks", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_GO_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.threeway.benchmarks..")
          .layer("run")
          .definedBy("..run..")
          .layer("tls")
          .definedBy("..benchmarks.tls..")
          .layer("query")
          .definedBy("..benchmarks.query..")
          .layer("micro")
          .definedBy("..micro..")
          .layer("report")
          .definedBy("..report..")
          .layer("judge")
          .definedBy("..judge..")
          .layer("input")
          .definedBy("..input..")
          .layer("cluster")
          .definedBy("..cluster..")
          .layer("contenders")
          .definedBy("..contenders..")
          .layer("peers")
          .definedBy("..peers..")
          .layer("redis")
          .definedBy("..benchmarks.redis..")
          .layer("verdict")
          .definedBy("..verdict..")
          .layer("contender")
          .definedBy("..contender..")
          .whereLayer("run")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("tls")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("micro")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("contenders")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("peers")
          .mayOnlyBeAccessedByLayers("contenders")
          .whereLayer("redis")
          .mayOnlyBeAccessedByLayers("peers")
          .whereLayer("verdict")
          .mayOnlyBeAccessedByLayers("redis", "query")
          .whereLayer("query")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("run", "tls")
          .whereLayer("judge")
          .mayOnlyBeAccessedByLayers("run", "report")
          .whereLayer("input")
          .mayOnlyBeAccessedByLayers("run", "judge", "query")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers("run", "tls", "micro", "judge", "input", "peers", "query");

  @ArchTest
  static final ArchRule THE_CONTRACT_NEEDS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("..benchmarks.contender")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..benchmarks.contender", "java..")
          .because("a contender may have a class path of its own");
}

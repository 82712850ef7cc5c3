package dev.threeway.queryapi;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.threeway.queryapi", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_ARROWS_BETWEEN_THE_ROOMS_GO_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app")
          .definedBy("..queryapi.app..")
          .layer("http")
          .definedBy("..queryapi.http..")
          .layer("health")
          .definedBy("..queryapi.health..")
          .layer("history")
          .definedBy("..queryapi.history..")
          .layer("export")
          .definedBy("..queryapi.export..")
          .layer("live")
          .definedBy("..queryapi.live..")
          .layer("audit")
          .definedBy("..queryapi.audit..")
          .layer("security")
          .definedBy("..queryapi.security..")
          .layer("push")
          .definedBy("..queryapi.push..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("health")
          .mayOnlyBeAccessedByLayers("app", "http")
          .whereLayer("live")
          .mayOnlyBeAccessedByLayers("app", "http", "health")
          .whereLayer("push")
          .mayOnlyBeAccessedByLayers("app", "http")
          .whereLayer("security")
          .mayOnlyBeAccessedByLayers("app", "http", "health")
          .whereLayer("audit")
          .mayOnlyBeAccessedByLayers("app", "http", "health")
          .whereLayer("history")
          .mayOnlyBeAccessedByLayers("app", "http", "health")
          .whereLayer("export")
          .mayOnlyBeAccessedByLayers("http");
}

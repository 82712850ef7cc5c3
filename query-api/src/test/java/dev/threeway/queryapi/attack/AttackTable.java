package dev.threeway.queryapi.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Runs cases, each as a test of its own, and prints what was sent and what came back. */
public final class AttackTable {
  private record Row(Attack attack, Attack.Finding finding) {}

  private final String title;
  private final List<Row> rows = new ArrayList<>();

  public AttackTable(String title) {
    this.title = title;
  }

  /** The cases as tests, by kind. */
  public Stream<DynamicNode> tests(List<Attack> attacks) {
    Map<String, List<Attack>> groups =
        attacks.stream()
            .collect(
                Collectors.groupingBy(
                    Attack::group, java.util.LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group.getKey(), group.getValue().stream().map(this::test)));
  }

  private DynamicTest test(Attack attack) {
    return DynamicTest.dynamicTest(
        attack.name(),
        () -> {
          Attack.Finding finding = attack.run();
          synchronized (rows) {
            rows.add(new Row(attack, finding));
          }
          assertThat(finding.faults())
              .as("%s: %s, got %s", attack.name(), attack.sent(), finding.got())
              .isEmpty();
        });
  }

  /** How many cases came to nothing. */
  public long refused() {
    synchronized (rows) {
      return rows.stream().filter(row -> row.finding().faults().isEmpty()).count();
    }
  }

  /** One line for each case that was run. */
  public String text() {
    synchronized (rows) {
      StringBuilder table = new StringBuilder();
      String form = "%-10s %-52s %-90s %-40s %s%n";
      table.append(
          "%n%s: %d attacks, %d came to nothing%n".formatted(title, rows.size(), refused()));
      table.append(form.formatted("kind", "case", "sent", "expected", "got"));
      for (Row row : rows) {
        String got =
            row.finding().got()
                + (row.finding().faults().isEmpty() ? "" : " WRONG: " + row.finding().faults());
        table.append(
            form.formatted(
                row.attack().group(),
                row.attack().name(),
                row.attack().sent(),
                row.attack().expected(),
                got));
      }
      return table.toString();
    }
  }
}

package dev.threeway.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README says about the rules is what the rules do. */
class ReadmeRulesTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String ABSENT = "–";

  record Example(List<Legs> legs, boolean deadlinePassed, GroupStatus status, String breaks) {}

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleOfTheReadmeComesOutAsItSays(Example example) {
    for (List<Legs> order : permutations(example.legs())) {
      History history = History.of(order.toArray(Legs[]::new));
      if (example.deadlinePassed()) {
        history.deadline();
      }

      assertThat(history.group().status())
          .as("legs in the order %s", order)
          .isEqualTo(example.status());
      assertThat(openBreaks(history)).as("legs in the order %s", order).isEqualTo(example.breaks());
    }
  }

  @Test
  void theReadmeNamesEveryReasonForRejectionInTheOrderInWhichTheyApply() throws IOException {
    assertThat(table("rejection-reasons").map(cells -> cells.get(0)))
        .containsExactlyElementsOf(
            Arrays.stream(RejectionReason.values()).map(Enum::name).toList());
  }

  static Stream<Example> examples() throws IOException {
    return table("rules-by-example").map(ReadmeRulesTest::example);
  }

  private static Example example(List<String> cells) {
    List<Legs> legs = new ArrayList<>();
    addLeg(legs, Source.CORE, cells.get(0));
    addLeg(legs, Source.GATEWAY, cells.get(1));
    addLeg(legs, Source.MOBILE, cells.get(2));
    return new Example(
        legs, cells.get(3).equals("passed"), GroupStatus.valueOf(cells.get(4)), cells.get(5));
  }

  private static void addLeg(List<Legs> legs, Source source, String cell) {
    if (cell.equals(ABSENT)) {
      return;
    }
    String[] words = cell.split(" ", -1);
    String account = "ACC-1";
    Duration later = Duration.ZERO;
    for (String extra : Arrays.copyOfRange(words, 3, words.length)) {
      if (extra.startsWith("+")) {
        BigDecimal seconds = new BigDecimal(extra.substring(1, extra.length() - 1));
        later = Duration.ofMillis(seconds.movePointRight(3).longValueExact());
      } else {
        account = extra;
      }
    }
    legs.add(
        new Legs(
            source,
            words[0],
            words[1],
            TransactionStatus.valueOf(words[2]),
            later,
            account,
            null,
            null));
  }

  private static String openBreaks(History history) {
    String open =
        history.group().breaks().stream()
            .filter(Break::isOpen)
            .map(Break::finding)
            .map(
                each ->
                    "%s %s %s %s %s"
                        .formatted(
                            each.type(),
                            each.severity(),
                            Money.format(each.amountAtRisk(), each.currency()),
                            each.currency(),
                            each.deviating().stream()
                                .map(Enum::name)
                                .collect(Collectors.joining("+"))))
            .collect(Collectors.joining("; "));
    return open.isEmpty() ? "none" : open;
  }

  private static List<List<Legs>> permutations(List<Legs> legs) {
    if (legs.size() <= 1) {
      return List.of(legs);
    }
    List<List<Legs>> all = new ArrayList<>();
    for (Legs first : legs) {
      List<Legs> others = new ArrayList<>(legs);
      others.remove(first);
      for (List<Legs> rest : permutations(others)) {
        List<Legs> order = new ArrayList<>();
        order.add(first);
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }

  /** The cells of each row of the table behind a marker. */
  private static Stream<List<String>> table(String marker) throws IOException {
    return Files.readAllLines(README).stream()
        .dropWhile(line -> !line.equals("<!-- " + marker + " -->"))
        .skip(3)
        .takeWhile(line -> line.startsWith("|"))
        .map(
            line ->
                Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                    .map(String::trim)
                    .toList());
  }
}

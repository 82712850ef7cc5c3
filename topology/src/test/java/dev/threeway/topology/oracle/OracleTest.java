package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever comes in, the engine publishes, rejects, counts and stores what the oracle says. A
 * failure shows the shortest history found, as the input of {@code ./recon replay}.
 */
class OracleTest {
  private static final OracleRules LENIENT =
      OracleRules.SHORT.withTolerance("0.5", Map.of("JPY", new BigDecimal("2")));

  private static final Pattern MISSING =
      Pattern.compile("MISSING \\w+: v1 .* window \\S+\\.\\.(\\S+) detected (\\S+)");

  @Property
  void theEngineDoesWhatTheContractSays(@ForAll("scripts") Script history) {
    Bench.ofProperty(OracleRules.SHORT).assertThatEngineAgreesWithOracle(history);
  }

  @Property
  void partitionsDoNotDisturbEachOther(@ForAll("scriptsOfTwoPartitions") Script history) {
    Bench.ofProperty(OracleRules.SHORT).assertThatEngineAgreesWithOracle(history);
  }

  @Property
  void tolerancesComeFromTheRules(@ForAll("scriptsOfAmounts") Script history) {
    Bench.ofProperty(LENIENT).assertThatEngineAgreesWithOracle(history);
  }

  @Property
  void revisionsAreComparedAgain(@ForAll("scriptsOfRevisions") Script history) {
    Bench.ofProperty(OracleRules.SHORT).assertThatEngineAgreesWithOracle(history);
  }

  /** Event times are what the wall clock said, so that deadlines can be read on it. */
  @Property(tries = 200)
  void aSilentSourceIsMissingAfterTheDeadlineAndWithinTwoSeconds(
      @ForAll("scriptsOnTime") Script history) {
    Bench.ofProperty(OracleRules.SHORT)
        .run(
            history,
            (input, partition, outcome) ->
                assertThat(MISSING.matcher(outcome.toString()).results())
                    .isNotEmpty()
                    .allSatisfy(
                        published -> {
                          Instant deadline = Instant.parse(published.group(1));
                          assertThat(Instant.parse(published.group(2)))
                              .isAfter(deadline)
                              .isBeforeOrEqualTo(deadline.plusSeconds(2));
                        }));
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Moves.scripts(Moves.moves(), 1);
  }

  @Provide
  Arbitrary<Script> scriptsOfTwoPartitions() {
    return Moves.scripts(Moves.moves(), 2);
  }

  @Provide
  Arbitrary<Script> scriptsOnTime() {
    return Moves.scripts(Moves.onTime(), 1);
  }

  @Provide
  Arbitrary<Script> scriptsOfRevisions() {
    return Moves.scripts(Moves.ofRevisions(), 1);
  }

  @Provide
  Arbitrary<Script> scriptsOfAmounts() {
    return Moves.scripts(Moves.ofAmounts(), 1);
  }
}

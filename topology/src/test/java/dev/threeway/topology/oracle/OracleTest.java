package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.rules.RuleSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever comes in, the engine publishes, rejects, counts and stores what the oracle says. A
 * failure shows the shortest history found, as the input of {@code ./recon replay}.
 */
class OracleTest {
  private final Oracle oracle = new Oracle(OracleRules.SHORT);

  @Property
  void theEngineDoesWhatTheContractSays(@ForAll("histories") History history) {
    for (int partition : history.partitions()) {
      assertThat(EngineRun.of(history, partition, OracleRules.SHORT, RuleSet.DEFAULT).toString())
          .isEqualTo(oracle.decide(history, partition).toString());
    }
  }

  @Provide
  Arbitrary<History> histories() {
    return Combinators.combine(
            Moves.moves().list().ofMinSize(1).ofMaxSize(12), Arbitraries.of(false, true))
        .as((moves, whole) -> whole ? Histories.ofWholeLives(moves, 1) : Histories.of(moves, 1));
  }
}

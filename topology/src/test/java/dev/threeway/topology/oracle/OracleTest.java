package dev.threeway.topology.oracle;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/**
 * Whatever comes in, the engine publishes, rejects, counts and stores what the oracle says. A
 * failure shows the shortest history found, as the input of {@code ./recon replay}.
 */
class OracleTest {
  private static final OracleRules LENIENT =
      OracleRules.SHORT.withTolerance("0.5", Map.of("JPY", new BigDecimal("2")));

  @Property
  void theEngineDoesWhatTheContractSays(@ForAll("scripts") Script history) {
    bench(OracleRules.SHORT).assertThatEngineAgreesWithOracle(history);
  }

  @Property
  void partitionsDoNotDisturbEachOther(@ForAll("scriptsOfTwoPartitions") Script history) {
    bench(OracleRules.SHORT).assertThatEngineAgreesWithOracle(history);
  }

  @Property
  void tolerancesComeFromTheRules(@ForAll("scriptsOfAmounts") Script history) {
    bench(LENIENT).assertThatEngineAgreesWithOracle(history);
  }

  /** One for all histories of a property. */
  private static Bench bench(OracleRules rules) {
    return Store.getOrCreate("bench", Lifespan.PROPERTY, () -> new Bench(rules)).get();
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
  Arbitrary<Script> scriptsOfAmounts() {
    return Moves.scripts(Moves.ofAmounts(), 1);
  }
}

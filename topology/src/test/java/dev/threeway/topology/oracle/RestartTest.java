package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.join.Stores;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is stored is all that an engine needs to go on where another has ended. */
class RestartTest {
  @Property(tries = 40)
  void restartsChangeNothing(
      @ForAll("scripts") Script script, @ForAll("moments") Set<Integer> restartsAfter) {
    History history = script.unrested().at(Script.START).onSweeps();

    assertThat(EngineRun.ofRestarts(history, restartsAfter).withoutOffsets())
        .isEqualTo(new Oracle(OracleRules.SHORT).decide(history, 0).withoutOffsets());
  }

  @Property(tries = 40)
  void theChangelogHoldsWhatTheStoresHold(@ForAll("scripts") Script script) {
    History history = script.unrested().at(Script.START);
    try (Engine engine =
        new Engine(OracleRules.SHORT, 0, Script.START, Stores.Kind.LOGGED, Bench.stateDir())) {
      EngineRun.of(engine, history, 0);

      for (String store : Changelogs.STORES) {
        assertThat(engine.changelogs().of(store))
            .as(store)
            .containsExactlyEntriesOf(engine.content(store));
      }
    }
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Moves.scripts(Moves.moves(), 1);
  }

  @Provide
  Arbitrary<Set<Integer>> moments() {
    return Arbitraries.integers().between(0, 12).set().ofMinSize(1).ofMaxSize(3);
  }
}

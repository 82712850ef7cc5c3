package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.join.Stores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must not change the outcome: the order of first reports, and running it again. */
class OrderTest {
  @Property(tries = 200)
  void theOrderOfFirstReportsDoesNotChangeTheLastWord(
      @ForAll("firstReports") List<Move> moves, @ForAll Random random) {
    List<Move> shuffled = new ArrayList<>(moves);
    Collections.shuffle(shuffled, random);

    assertThat(lastWord(shuffled)).isEqualTo(lastWord(moves));
  }

  private static String lastWord(List<Move> moves) {
    AtomicReference<String> lastWord = new AtomicReference<>();
    Bench.ofProperty(OracleRules.SHORT)
        .run(
            new Script(moves, 1, true, false),
            (history, partition, outcome) -> lastWord.set(outcome.lastWord()));
    return lastWord.get();
  }

  @Property(tries = 25)
  void theSameInputGivesTheSameBytes(@ForAll("scripts") Script script) {
    History history = script.unrested().at(Script.START);

    assertThat(bytes(history)).isEqualTo(bytes(history));
  }

  private static String bytes(History history) {
    try (Engine engine = engine()) {
      return EngineRun.bytesOf(engine, history, 0);
    }
  }

  private static Engine engine() {
    return new Engine(OracleRules.SHORT, 0, Script.START, Stores.Kind.UNLOGGED, Bench.stateDir());
  }

  /** At most one of each source, all of them long before the first deadline. */
  @Provide
  Arbitrary<List<Move>> firstReports() {
    Arbitrary<Move> move =
        Combinators.combine(
                Arbitraries.integers().between(0, 1),
                Arbitraries.of(Findings.SOURCES),
                Arbitraries.longs().between(0, OracleRules.SHORT.window().toMillis() / 2),
                Moves.contents())
            .as(Move::onTime);
    return move.list()
        .ofMinSize(2)
        .ofMaxSize(6)
        .uniqueElements(each -> each.transaction() + "" + each.source());
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Moves.scripts(Moves.moves(), 1);
  }
}

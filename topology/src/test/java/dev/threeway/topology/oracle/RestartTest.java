package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.schemas.records.Source;
import dev.threeway.schemas.records.TransactionStatus;
import dev.threeway.topology.join.Stores;
import dev.threeway.topology.oracle.Move.Anchor;
import dev.threeway.topology.oracle.Move.Content;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is stored is all that an engine needs to go on where another has ended. */
class RestartTest {
  @Property(tries = 40)
  void restartsChangeNothing(
      @ForAll("scripts") Script script, @ForAll("moments") Set<Integer> restartsAfter) {
    History history = script.unrested().at(Script.START).onSweeps();

    assertThat(EngineRun.ofRestarts(history, restartsAfter).withoutOffsets())
        .isEqualTo(new Oracle(OracleRules.SHORT).decide(history, 0).withoutOffsets());
  }

  /**
   *
   *
   * <pre>
   *   0 s   T0 reports; nothing more comes, so time goes on by the wall clock
   *   20 s  T0 again, a duplicate; restart
   *   20 s  T1, with an event time of 1 s: its deadline, 13 s, is over already
   * </pre>
   */
  @Test
  void timeThatTheWallClockHasMovedDoesNotGoBackByARestart() {
    Content content = new Content("1.00", "USD", TransactionStatus.SUCCESS, "ACC-1", "");
    Move first = Move.onTime(0, Source.CORE, 0, content);
    Move duplicate = new Move(20_000, 0, Source.CORE, Anchor.BIRTH, 0, content, 1, Set.of());
    Move overdue = new Move(100, 1, Source.CORE, Anchor.START, 1_000, content, 0, Set.of());
    History history =
        new Script(List.of(first, duplicate, overdue), 1, false, false).at(Script.START).onSweeps();

    assertThat(EngineRun.ofRestarts(history, Set.of(1)).withoutOffsets())
        .isEqualTo(new Oracle(OracleRules.SHORT).decide(history, 0).withoutOffsets());
  }

  @Property(tries = 40)
  void theChangelogHoldsWhatTheStoreHolds(@ForAll("scripts") Script script) {
    History history = script.unrested().at(Script.START);
    try (Engine engine =
        new Engine(OracleRules.SHORT, 0, Script.START, Stores.Kind.LOGGED, Bench.stateDir())) {
      EngineRun.of(engine, history, 0);

      assertThat(engine.changelog().content()).containsExactlyEntriesOf(engine.content());
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

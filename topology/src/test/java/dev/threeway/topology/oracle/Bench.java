package dev.threeway.topology.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.topology.join.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/**
 * Gives histories to engine and oracle. Engines are dear to start, so one takes history after
 * history, days apart, until one fails.
 */
final class Bench implements Store.CloseOnReset {
  @FunctionalInterface
  interface Check {
    void look(History history, int partition, Outcome outcome);
  }

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A store of the test driver slows down with every commit. */
  private static final int HISTORIES_OF_AN_ENGINE = 50;

  private final OracleRules rules;
  private final Map<Integer, Engine> engines = new HashMap<>();
  private int histories;

  Bench(OracleRules rules) {
    this.rules = rules;
  }

  /** One for all histories of a property. */
  static Bench ofProperty(OracleRules rules) {
    return Store.getOrCreate("bench", Lifespan.PROPERTY, () -> new Bench(rules)).get();
  }

  void assertThatEngineAgreesWithOracle(Script script) {
    run(
        script,
        (history, partition, outcome) ->
            assertThat(outcome.toString())
                .isEqualTo(new Oracle(rules).decide(history, partition).toString()));
  }

  /** Looks at what an engine makes of a history on each of its partitions. */
  synchronized void run(Script script, Check check) {
    boolean isFit = false;
    try {
      for (int partition = 0; partition < script.partitions(); partition++) {
        Engine engine = engines.computeIfAbsent(partition, this::start);
        History history = script.at(engine.now() / DAY * DAY + 2 * DAY + Script.START % DAY);
        check.look(history, partition, EngineRun.of(engine, history, partition));
      }
      isFit = ++histories % HISTORIES_OF_AN_ENGINE != 0;
    } finally {
      if (!isFit) {
        close();
      }
    }
  }

  private Engine start(int partition) {
    return new Engine(rules, partition, Script.START, Stores.Kind.UNLOGGED, stateDir());
  }

  static Path stateDir() {
    try {
      return Files.createTempDirectory("oracle");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    engines.values().forEach(Engine::close);
    engines.clear();
  }
}

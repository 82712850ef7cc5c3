package dev.threeway.benchmarks.contender;

import java.util.List;

/** Where what a contender has found is read. */
public sealed interface Results {
  /** The topics that are deleted and created again before each of its runs. */
  default List<String> topics() {
    return List.of();
  }

  /** It finds nothing: it only reads. */
  record None() implements Results {}

  /** One record for each leg, on the output topic. */
  record OnePerLeg() implements Results {}

  /** The engine's own topics. */
  record Engine() implements Results {
    @Override
    public List<String> topics() {
      return List.of("mismatches", "reconciliation_results", "dead_letters");
    }
  }

  /**
   * Verdicts as text, on the output topic.
   *
   * @param refined whether a verdict may be an interim one that a later one completes; otherwise a
   *     second verdict on a transaction is an error
   */
  record VerdictTopic(boolean refined) implements Results {}

  /**
   * Verdicts as text, in a table of PostgreSQL with the columns {@code txn_id} and {@code verdict}.
   * A second row for a transaction is an error.
   *
   * @param table with its schema: {@code bench.verdicts}
   */
  record VerdictTable(String table) implements Results {}
}

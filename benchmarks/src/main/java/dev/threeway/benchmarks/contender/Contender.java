package dev.threeway.benchmarks.contender;

import java.util.Optional;
import java.util.Set;

/** One way to do the work. Stateless. */
public interface Contender {
  /** What it is called on the command line and in the tables: {@code dsl-chain}. */
  String name();

  /** One line: what it does, and with which guarantee. */
  String about();

  /** How its process is started. */
  ProcessSpec process(ContenderSettings settings, Installation installation);

  /** Where its verdicts are found. */
  Results results();

  /** Why it cannot run on this machine, and what to do about it; empty if it can. */
  default Optional<String> unavailable(Installation installation) {
    return Optional.empty();
  }

  /** What has to run beside it; their processor time and memory count as its own. */
  default Set<Service> services() {
    return Set.of();
  }

  /** How the harness learns that it consumes. */
  default Readiness readiness() {
    return Readiness.READY_FILE;
  }

  /**
   * How many transactions it is given at most: a contender that is much slower than the others
   * reads the first part of the same traffic, from topics of their own, and the table says so.
   */
  default long mostTransactions() {
    return Long.MAX_VALUE;
  }
}

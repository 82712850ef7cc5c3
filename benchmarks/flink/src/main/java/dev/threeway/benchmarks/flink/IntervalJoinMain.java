package dev.threeway.benchmarks.flink;

/** The contender {@code flink-interval}. */
public final class IntervalJoinMain {
  private IntervalJoinMain() {}

  /** Takes no arguments: everything is a system property of the contract. */
  public static void main(String[] args) {
    JobProcess.run("flink-interval", IntervalJoinJob::define);
  }
}

package dev.threeway.benchmarks.flink;

/** The contender {@code flink}. */
public final class ProcessMain {
  private ProcessMain() {}

  /** Takes no arguments: everything is a system property of the contract. */
  public static void main(String[] args) {
    JobProcess.run("flink", ProcessFunctionJob::define);
  }
}

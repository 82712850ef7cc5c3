package dev.threeway.benchmarks.tls;

/**
 * What one side did in one round.
 *
 * @param encrypted which side
 * @param round from 1
 * @param work the legs that it took in
 * @param answers the questions that it answered
 */
record Turn(boolean encrypted, int round, Work work, Answers answers) {
  private static final double MILLION = 1e6;
  private static final double MILLIS = 1e3;

  /**
   * Legs from the first commit to the last.
   *
   * @param engineCpu processor time of the engine, in seconds
   * @param brokerCpu processor time of the broker, in seconds
   */
  record Work(long legs, double seconds, double engineCpu, double brokerCpu) {
    double perSecond() {
      return legs / seconds;
    }

    double engineCpuPerMillion() {
      return engineCpu / legs * MILLION;
    }

    double brokerCpuPerMillion() {
      return brokerCpu / legs * MILLION;
    }
  }

  /**
   * Look-ups of single transactions, each asked for when the one before it was answered.
   *
   * @param p50 in ms
   * @param p99 in ms
   * @param engineCpu processor time of the engine, in seconds
   */
  record Answers(long count, double seconds, double p50, double p99, double engineCpu) {
    double perSecond() {
      return count / seconds;
    }

    double engineCpuMillis() {
      return engineCpu / count * MILLIS;
    }
  }
}

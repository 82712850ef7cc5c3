package dev.threeway.simulator.score;

/**
 * How well breaks of one type were found.
 *
 * @param injected how many had to be found
 * @param detected how many were found
 * @param truePositives how many were found as they had to be
 * @param falsePositives how many were found that should not have been, or not in that state
 * @param falseNegatives how many were not found, or not in the right state
 */
public record TypeScore(
    long injected, long detected, long truePositives, long falsePositives, long falseNegatives) {

  /** The share of what was found that is right; 1 if nothing was found. */
  public double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** The share of what had to be found that was found; 1 if there was nothing to find. */
  public double recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  /** Whether neither anything was injected nor anything found. */
  public boolean empty() {
    return injected == 0 && detected == 0;
  }

  /** Whether everything was found and nothing else. */
  public boolean perfect() {
    return falsePositives == 0 && falseNegatives == 0;
  }

  TypeScore plus(TypeScore other) {
    return new TypeScore(
        injected + other.injected,
        detected + other.detected,
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        falseNegatives + other.falseNegatives);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 1.0 : (double) part / whole;
  }
}

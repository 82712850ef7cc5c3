package dev.threeway.benchmarks.query;

/** Account ids as numbers, which take no memory that has to be collected. */
final class Accounts {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Accounts() {}

  /** The same number for the same text; others for others, but for one in 2^64. */
  static long number(String accountId) {
    long hash = BASIS;
    for (int i = 0; i < accountId.length(); i++) {
      hash = (hash ^ accountId.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** A number as the id of an account. */
  static String id(long number) {
    return Long.toHexString(number);
  }
}

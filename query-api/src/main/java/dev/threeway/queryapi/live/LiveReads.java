package dev.threeway.queryapi.live;

/** The live answers: what the state stores of the engine hold at this moment. Thread-safe. */
public interface LiveReads {
  /**
   * Looks up a transaction, here or says where.
   *
   * @throws NotReadableException if the store that would hold it cannot be read
   */
  GroupAnswer group(String txnId);

  /**
   * The newest open breaks of the partitions that this instance can read.
   *
   * @param limit the largest number of breaks to give, above 0
   * @throws NotReadableException if not one partition can be read
   */
  OpenBreakList openBreaks(BreakFilter filter, int limit);

  /**
   * The control totals of the partitions that this instance can read.
   *
   * @throws NotReadableException if not one partition can be read
   */
  ControlTotalsList controlTotals();

  /** This instance, as {@code host:port}, the way its peers reach it. */
  String instance();
}

package dev.threeway.queryapi.live;

/** The live answers: what the state stores of the engine hold at this moment. Thread-safe. */
public interface LiveReads {
  /**
   * Looks up a transaction, here or says where.
   *
   * @param copies whether a copy of the partition will do
   * @throws NotReadableException if the store that would hold it cannot be read
   */
  GroupAnswer group(String txnId, boolean copies);

  /**
   * The newest open breaks of the partitions that this instance can read.
   *
   * @param limit the largest number of breaks to give, above 0
   * @throws NotReadableException if the engine cannot be read at all
   */
  OpenBreakList openBreaks(BreakFilter filter, int limit, Scope scope);

  /**
   * The control totals of the partitions that this instance can read.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  ControlTotalsList controlTotals(Scope scope);

  /**
   * Which instance has which partition.
   *
   * @throws NotReadableException while that is not known
   */
  Layout layout();

  /** This instance, as {@code host:port}, the way its peers reach it. */
  String instance();
}

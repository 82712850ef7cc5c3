package dev.threeway.queryapi.live;

import dev.threeway.topology.join.OpenBreak;
import dev.threeway.topology.rules.MatchGroup;
import java.util.function.Predicate;

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
   * A page of the open breaks of the partitions that this instance can read, newest first. It is
   * short, and says where to go on, if the filter lets little pass.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  Found<OpenBreak> openBreaks(BreakFilter filter, PageRequest page, Scope scope);

  /**
   * A page of the pending groups of the partitions that this instance can read, the next to come
   * due first. It is short, and says where to go on, if few of the groups are still pending.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  Found<MatchGroup> pending(Predicate<MatchGroup> accepts, PageRequest page, Scope scope);

  /**
   * The control totals of the partitions that this instance can read.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  ControlTotalsList controlTotals(Scope scope);

  /**
   * The counters of the partitions that this instance can read, added up.
   *
   * @param now wall-clock ms, which ages are counted back from
   * @throws NotReadableException if the engine cannot be read at all
   */
  Statistics statistics(Scope scope, long now);

  /**
   * What happened over time on the partitions that this instance can read.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  Series series(SeriesRange range, Scope scope);

  /**
   * A number that is another one when a partition that this instance owns has newer totals, or when
   * it owns others. Costs a few look-ups.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  long totalsVersion();

  /**
   * Which instance has which partition.
   *
   * @throws NotReadableException while that is not known
   */
  Layout layout();

  /**
   * What this instance has.
   *
   * @throws NotReadableException if the engine cannot be read at all
   */
  Holdings holdings();

  /** This instance, as {@code host:port}, the way its peers reach it. */
  String instance();
}

package dev.threeway.benchmarks.redis;

import java.sql.SQLException;
import java.util.List;

/** What is done with what a poll has brought. For one thread. */
interface LegWork {
  /** Takes legs in; when it returns, everything that came of them is written. */
  void take(List<ReceivedLeg> legs) throws SQLException;

  /**
   * Decides what is overdue in a partition.
   *
   * @param time the partition's event time
   */
  void sweep(int partition, long time) throws SQLException;
}

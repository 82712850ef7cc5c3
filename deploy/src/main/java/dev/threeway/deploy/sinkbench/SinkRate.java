package dev.threeway.deploy.sinkbench;

import dev.threeway.sink.verify.SinkTable;
import java.time.Duration;
import java.util.Locale;

/**
 * How fast a sink wrote, and how fast PostgreSQL took the same rows.
 *
 * @param table the table
 * @param records how many records the sink read
 * @param rows how many rows they made
 * @param sink how long the sink took, from the first row that could be seen to the last
 * @param copy how long {@code COPY} took for the rows, into a table with the same indexes
 * @param differences between table and topic in the end
 */
public record SinkRate(
    SinkTable table, long records, long rows, Duration sink, Duration copy, long differences) {
  /** Records a second through the sink. */
  public long sinkRate() {
    return rate(records, sink);
  }

  /** Rows a second by {@code COPY}. */
  public long copyRate() {
    return rate(rows, copy);
  }

  private static long rate(long count, Duration time) {
    return count * 1_000 / Math.max(1, time.toMillis());
  }

  /** The rates in one line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%-24s %,10d %,10d %,12d /s %,12d /s %5d %% %8d",
        table.table(),
        records,
        rows,
        sinkRate(),
        copyRate(),
        sinkRate() * 100 / Math.max(1, copyRate()),
        differences);
  }

  /** What stands above the lines. */
  public static String head() {
    return String.format(
        Locale.ROOT,
        "%-24s %10s %10s %15s %15s %7s %8s",
        "table",
        "records",
        "rows",
        "sink",
        "COPY",
        "share",
        "diffs");
  }
}

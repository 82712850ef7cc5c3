package dev.threeway.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How an engine comes back.
 *
 * @param groups how many lie in its stores
 * @param startSeconds a start with what the disk has
 * @param restoreSeconds a start without a disk
 * @param ceilingSeconds reading the same changelogs and writing RocksDB in bulk
 * @param silentSeconds with so many standbys: from the kill of one of two engines until the other
 *     answers for all transactions
 */
public record Recovery(
    long groups,
    double startSeconds,
    double restoreSeconds,
    double ceilingSeconds,
    Map<Integer, Double> silentSeconds) {
  /**
   * Groups restored in a second, at the least: the start of the process counts in, because it goes
   * on beside the restoring.
   */
  public double restoredPerSecond() {
    return groups / restoreSeconds;
  }

  /** The same of the ceiling. */
  public double ceilingPerSecond() {
    return groups / ceilingSeconds;
  }

  /** As text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(text("groups                        %,d", groups));
    lines.add(text("start with the disk           %.1f s", startSeconds));
    lines.add(text("start without                 %.1f s", restoreSeconds));
    lines.add(text("restored, at the least        %,.0f groups/s", restoredPerSecond()));
    lines.add(
        text(
            "ceiling                       %,.0f groups/s in %.1f s",
            ceilingPerSecond(), ceilingSeconds));
    lines.add(text("ratio restore / ceiling %.2f", restoredPerSecond() / ceilingPerSecond()));
    silentSeconds.forEach(
        (standbys, seconds) ->
            lines.add(text("without answers after a kill  %.1f s, %d standby", seconds, standbys)));
    return lines;
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}

package dev.threeway.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The table of growth. */
public final class GrowthReport {
  private static final double MB = 1024.0 * 1024.0;
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double MICROS = 1e3;

  private GrowthReport() {}

  /** As text: a line for each number of open groups, and the last speed as a share of the first. */
  public static List<String> lines(List<Growth> all) {
    TextTable table =
        new TextTable(
            "open groups",
            "legs/s",
            "of the first",
            "look-up p50 ms",
            "p99 ms",
            "start s",
            "restore s",
            "groups restored/s",
            "peak MB",
            "disk MB",
            "");
    for (Growth one : all) {
      table.row(
          text("%,d", one.groups()),
          text("%,.0f", one.legsPerSecond()),
          text("%.0f %%", 100 * one.legsPerSecond() / all.get(0).legsPerSecond()),
          text("%.2f", one.lookUpMicros().getValueAtPercentile(P50) / MICROS),
          text("%.2f", one.lookUpMicros().getValueAtPercentile(P99) / MICROS),
          text("%.1f", one.startSeconds()),
          text("%.1f", one.restoreSeconds()),
          text("%,.0f", one.restoredPerSecond()),
          text("%.0f", one.peakBytes() / MB),
          text("%.0f", one.diskBytes() / MB),
          "");
    }
    return table.lines();
  }

  private static String text(String format, Object figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  /** The same as JSON. */
  public static ObjectNode json(List<Growth> all) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode nodes = root.putArray("growth");
    for (Growth one : all) {
      nodes
          .addObject()
          .put("open_groups", one.groups())
          .put("fill_seconds", one.fillSeconds())
          .put("legs_per_second", one.legsPerSecond())
          .put("look_up_p50_micros", one.lookUpMicros().getValueAtPercentile(P50))
          .put("look_up_p99_micros", one.lookUpMicros().getValueAtPercentile(P99))
          .put("start_seconds", one.startSeconds())
          .put("restore_seconds", one.restoreSeconds())
          .put("restored_groups_per_second", one.restoredPerSecond())
          .put("peak_bytes", one.peakBytes())
          .put("disk_bytes", one.diskBytes());
    }
    return root;
  }
}

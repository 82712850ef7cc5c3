package dev.threeway.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The table of latencies. */
public final class LatencyReport {
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double P999 = 99.9;

  private LatencyReport() {}

  /** As text: milliseconds, a line for each load and commit interval. */
  public static List<String> lines(List<Latency> latencies) {
    TextTable table =
        new TextTable(
            "load legs/s",
            "sent legs/s",
            "commit ms",
            "mismatches",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            "MISSING",
            "p50 over ms",
            "p99 over ms",
            "max over ms",
            "");
    for (Latency one : latencies) {
      Histogram mismatches = one.mismatches();
      Histogram missing = one.missing();
      table.row(
          whole(one.wanted()),
          whole(Math.round(one.sent())),
          Long.toString(one.commitMillis()),
          whole(mismatches.getTotalCount()),
          whole(mismatches.getValueAtPercentile(P50)),
          whole(mismatches.getValueAtPercentile(P99)),
          whole(mismatches.getValueAtPercentile(P999)),
          whole(mismatches.getMaxValue()),
          whole(missing.getTotalCount()),
          whole(missing.getValueAtPercentile(P50)),
          whole(missing.getValueAtPercentile(P99)),
          whole(missing.getMaxValue()),
          "");
    }
    return table.lines();
  }

  private static String whole(long figure) {
    return String.format(Locale.ROOT, "%,d", figure);
  }

  /** The same as JSON. */
  public static ObjectNode json(List<Latency> latencies) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode all = root.putArray("latencies");
    for (Latency one : latencies) {
      ObjectNode node =
          all.addObject()
              .put("legs_per_second", one.wanted())
              .put("sent_legs_per_second", one.sent())
              .put("commit_interval_ms", one.commitMillis());
      put(node.putObject("mismatch_ms"), one.mismatches());
      put(node.putObject("missing_overshoot_ms"), one.missing());
    }
    return root;
  }

  private static void put(ObjectNode node, Histogram histogram) {
    node.put("count", histogram.getTotalCount())
        .put("p50", histogram.getValueAtPercentile(P50))
        .put("p99", histogram.getValueAtPercentile(P99))
        .put("p99_9", histogram.getValueAtPercentile(P999))
        .put("max", histogram.getMaxValue());
  }
}

package dev.threeway.topology.replay;

import dev.threeway.schemas.records.BreakState;
import dev.threeway.schemas.records.BreakType;
import dev.threeway.schemas.records.GroupStatus;
import dev.threeway.schemas.records.Mismatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The table at the end of a replay. */
public final class ReplaySummary {
  private ReplaySummary() {}

  /** What was published, as lines of text. */
  public static List<String> of(LastVersions last) {
    List<String> lines = new ArrayList<>();
    lines.add("%-26s %10s %10s %10s".formatted("breaks", "found", "open", "resolved"));
    Map<BreakType, long[]> byType = new EnumMap<>(BreakType.class);
    for (Mismatch each : last.breaks().values()) {
      long[] counts = byType.computeIfAbsent(each.getType(), type -> new long[2]);
      counts[each.getState() == BreakState.OPEN ? 0 : 1]++;
    }
    byType.forEach(
        (type, counts) ->
            lines.add(
                "  %-24s %10d %10d %10d"
                    .formatted(type, counts[0] + counts[1], counts[0], counts[1])));
    lines.add("  %-24s %10d".formatted("versions published", last.versions()));
    lines.add("results published");
    for (Map.Entry<GroupStatus, Long> entry : last.results().entrySet()) {
      lines.add("  %-24s %10d".formatted(entry.getKey(), entry.getValue()));
    }
    lines.add("dead letters");
    last.deadLetters()
        .forEach((reason, count) -> lines.add("  %-24s %10d".formatted(reason, count)));
    return lines;
  }
}

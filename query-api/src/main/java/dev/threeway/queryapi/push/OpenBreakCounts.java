package dev.threeway.queryapi.push;

import dev.threeway.schemas.records.Severity;
import java.util.Map;

/**
 * Open breaks by severity.
 *
 * @param bySeverity a severity without open breaks is absent
 * @param complete whether every open break of every partition was counted
 */
public record OpenBreakCounts(Map<Severity, Long> bySeverity, boolean complete) {
  public OpenBreakCounts {
    bySeverity = Map.copyOf(bySeverity);
  }
}
